using Dizhu.Core.Calendar;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.BaseData.Api;

/// <summary>A camera, who uses it, and whether it answered.</summary>
public sealed record CameraAnswer(string DeviceCode, string Name, double Lon, double Lat, string PlayAddress, CameraState State, DateTime? CheckedAt, IReadOnlyList<CameraUserAnswer> Users)
{
    internal static CameraAnswer Of(CameraView v) => new(
        v.Camera.DeviceCode, v.Camera.Name, v.Camera.Lon, v.Camera.Lat, v.Camera.PlayAddress, v.Camera.State, v.Camera.CheckedAt, [.. v.Users.Select(u => new CameraUserAnswer(u.UnitId, u.Name))]);
}

/// <summary>A unit and what it calls the camera.</summary>
public sealed record CameraUserAnswer(string UnitId, string Name);

/// <summary>How a round of trying all cameras ended.</summary>
public sealed record CameraCheckAnswer(int Offline);

/// <summary>视频资源目录.</summary>
internal static class CamerasApi
{
    public static void Map(RouteGroupBuilder data)
    {
        data.MapGet("/cameras", async (CameraCatalogue catalogue, CancellationToken ct) => (await catalogue.ListAsync(ct)).Select(CameraAnswer.Of).ToList())
            .RequireAuthorization("staff").WithSummary("视频资源：设备、播放地址、在线情况和使用单位").Produces<IReadOnlyList<CameraAnswer>>().Problems();
        data.MapPost("/cameras", RegisterAsync).RequireAuthorization("owners").WithSummary("登记视频资源；同一设备编码只有一项，登记单位都是使用单位").Accepts<CameraForm>("application/json").Produces<CameraAnswer>().Problems();
        data.MapPost("/cameras/check", async (HttpContext http, CameraCatalogue catalogue, ICameraProbe probe, CityClock clock) =>
                new CameraCheckAnswer(await catalogue.CheckAsync(probe, clock.Now, http.RequestAborted)))
            .RequireAuthorization("administrators").WithSummary("逐个检查播放地址").Produces<CameraCheckAnswer>().Problems();
    }

    private static async Task RegisterAsync(HttpContext http, CameraCatalogue catalogue)
    {
        var body = await Bodies.ReadAsync<CameraForm>(http);
        var done = body.Moved ? await catalogue.RegisterAsync(http.Act(http.Who()!), body.Value.Value, http.RequestAborted) : Outcome<CameraView>.Refused(body.Refusals);
        await Bodies.AnswerAsync(http, done, CameraAnswer.Of);
    }
}
