using System.Collections.Concurrent;
using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>Tries whether an address answers. Only the host knows how.</summary>
public interface ICameraProbe
{
    Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken);
}

/// <summary>A camera as a unit registers it.</summary>
public sealed record CameraForm(string? DeviceCode, string? UnitId, string? Name, double? Lon, double? Lat, string? PlayAddress);

/// <summary>A camera and everybody who uses it.</summary>
public sealed record CameraView(Camera Camera, IReadOnlyList<CameraUser> Users);

/// <summary>视频资源目录: one entry a device, several users, and whether it can be watched now.</summary>
public sealed class CameraCatalogue(IActTransactions transactions, IReads reads)
{
    private const int LongestCode = 40;
    private const int LongestName = 200;
    private const int LongestAddress = 1000;
    private const int Most = 10_000;
    private const int AtOnce = 32;
    private const int Slice = 500;
    private static readonly string[] Schemes = ["rtsp", "rtmp", "http", "https"];

    /// <summary>The catalogue, by device code.</summary>
    public async Task<IReadOnlyList<CameraView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var users = (await db.Set<CameraUser>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(u => u.DeviceCode, StringComparer.Ordinal);
        var cameras = await db.Set<Camera>().AsNoTracking().OrderBy(c => c.DeviceCode).Take(Most).ToListAsync(cancellationToken);
        return [.. cameras.Select(c => new CameraView(c, [.. users[c.DeviceCode].OrderBy(u => u.UnitId, StringComparer.Ordinal)]))];
    }

    /// <summary>Registers a camera; one that another unit has registered already gains a user and stays one entry.</summary>
    public Task<Outcome<CameraView>> RegisterAsync(ActContext context, CameraForm form, CancellationToken cancellationToken) => transactions.RunAsync<Outcome<CameraView>>(
        async (db, ct) =>
        {
            if (Wrong(context.Who, form) is { } wrong)
            {
                return wrong;
            }

            var (code, unit) = (form.DeviceCode!.Trim(), form.UnitId!);
            if (!await db.Set<Unit>().AnyAsync(u => u.Id == unit, ct))
            {
                return Refuse("camera.unit", "没有这个单位。请从单位名录中选择。", "unitId");
            }

            var camera = await db.Set<Camera>().FirstOrDefaultAsync(c => c.DeviceCode == code, ct);
            if (camera is null)
            {
                camera = new Camera { DeviceCode = code, Name = form.Name!.Trim(), Lon = form.Lon!.Value, Lat = form.Lat!.Value, PlayAddress = form.PlayAddress!.Trim(), State = CameraState.Unknown };
                db.Add(camera);
            }

            var users = await db.Set<CameraUser>().Where(u => u.DeviceCode == code).ToListAsync(ct);
            if (users.Find(u => u.UnitId == unit) is { } user)
            {
                (user.Name, camera.Lon, camera.Lat, camera.PlayAddress) = (form.Name!.Trim(), form.Lon!.Value, form.Lat!.Value, form.PlayAddress!.Trim());
            }
            else
            {
                var added = new CameraUser { DeviceCode = code, UnitId = unit, Name = form.Name!.Trim(), RegisteredAt = context.At, ById = context.Who.Id };
                db.Add(added);
                users.Add(added);
            }

            db.ChangeTracker.DetectChanges();
            return new CameraView(camera, users);
        },
        cancellationToken);

    /// <summary>Tries every camera and keeps whether it answered; gives how many did not.</summary>
    public async Task<int> CheckAsync(ICameraProbe probe, DateTime now, CancellationToken cancellationToken)
    {
        var offline = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var cameras = await ListAsync(cancellationToken);
        await Parallel.ForEachAsync(cameras.Select(v => v.Camera), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (camera, ct) =>
        {
            if (!Uri.TryCreate(camera.PlayAddress, UriKind.Absolute, out var address) || !await probe.AnswersAsync(address, ct))
            {
                offline[camera.DeviceCode] = true;
            }
        });
        foreach (var slice in cameras.Select(v => v.Camera.DeviceCode).Chunk(Slice))
        {
            var (down, up) = (slice.Where(offline.ContainsKey).ToList(), slice.Where(code => !offline.ContainsKey(code)).ToList());
            await transactions.RunAsync(
                async (db, ct) => await KeepAsync(db, down, CameraState.Offline, now, ct) + await KeepAsync(db, up, CameraState.Online, now, ct), cancellationToken);
        }

        return offline.Count;
    }

    private static Task<int> KeepAsync(DizhuDb db, List<string> codes, CameraState state, DateTime now, CancellationToken cancellationToken) =>
        db.Set<Camera>().Where(c => codes.Contains(c.DeviceCode)).ExecuteUpdateAsync(set => set.SetProperty(c => c.State, state).SetProperty(c => c.CheckedAt, now), cancellationToken);

    private static Refusal? Wrong(Principal who, CameraForm form)
    {
        if (who.Post != Post.Administrator && !(who.Post is Post.UnitClerk or Post.SecondLevelDispatcher && who.UnitId == form.UnitId))
        {
            return new Refusal("camera.wrong-post", $"{who.Post.Name()}只能登记本单位的视频资源。请由系统管理员或使用单位办理。", RefusalKind.Forbidden);
        }

        if (form.DeviceCode?.Trim() is not { Length: > 0 and <= LongestCode } code || !code.All(char.IsAsciiLetterOrDigit))
        {
            return Refuse("camera.code", $"设备编码须是字母和数字，最多 {LongestCode} 位。请按设备标签填写。", "deviceCode");
        }

        if (string.IsNullOrWhiteSpace(form.Name) || form.Name.Trim().Length > LongestName)
        {
            return Refuse("camera.name", "请填写名称。", "name");
        }

        if (form is not { Lon: { } lon, Lat: { } lat } || !Cgcs2000.TryAt(lon, lat).Moved)
        {
            return Refuse("camera.position", "请填写经度和纬度（CGCS2000，十进制度）。", "lon");
        }

        return form.PlayAddress is { Length: <= LongestAddress } address && Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme, StringComparer.Ordinal) && uri.UserInfo.Length == 0
            ? null
            : Refuse("camera.address", "播放地址须以 rtsp、rtmp、http 或 https 开头，且不带用户名和口令。请改正。", "playAddress");
    }

    private static Refusal Refuse(string code, string message, string field) => new(code, message, RefusalKind.Invalid, Field: field);
}
