using System.Net.Sockets;
using Dizhu.Core.Calendar;
using Dizhu.Core.Geodata;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.BaseData;

/// <summary>Tries every camera once an hour, beside everything else: a round over many that do not answer takes minutes.</summary>
internal sealed class CameraWatch(CameraCatalogue cameras, ICameraProbe probe, CityClock clock, TimeProvider time, ILogger<CameraWatch> log) : Repeating(TimeSpan.FromHours(1), time, log)
{
    protected override Task TurnAsync(int turn, CancellationToken cancellationToken) => cameras.CheckAsync(probe, clock.Now, cancellationToken);
}

/// <summary>Opens a connection to the address's host and port; who answers there is taken to be the camera.</summary>
internal sealed class NetworkCameraProbe : ICameraProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(Patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port > 0 ? address.Port : DefaultPort(address.Scheme), soon.Token);
            return true;
        }
        catch (Exception problem) when (problem is SocketException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static int DefaultPort(string scheme) => scheme == "rtmp" ? 1935 : 554;
}
