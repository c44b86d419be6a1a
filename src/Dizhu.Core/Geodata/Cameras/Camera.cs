namespace Dizhu.Core.Geodata;

/// <summary>Whether a camera's play address answered when it was last tried.</summary>
public enum CameraState
{
    /// <summary>未检查.</summary>
    Unknown,

    /// <summary>在线.</summary>
    Online,

    /// <summary>离线.</summary>
    Offline,
}

/// <summary>视频资源: one physical camera, however many units registered it (三政办〔2017〕26号 三(二)2, 四(一)).</summary>
public sealed class Camera
{
    /// <summary>The device code that tells one camera from another, for example of GB/T 28181.</summary>
    public required string DeviceCode { get; init; }

    public required string Name { get; set; }

    /// <summary>CGCS2000 degrees.</summary>
    public required double Lon { get; set; }

    /// <summary>CGCS2000 degrees.</summary>
    public required double Lat { get; set; }

    /// <summary>Where it can be watched: rtsp, rtmp, http or https.</summary>
    public required string PlayAddress { get; set; }

    public required CameraState State { get; set; }

    public DateTime? CheckedAt { get; set; }
}

/// <summary>A unit that registered a camera and uses it.</summary>
public sealed class CameraUser
{
    public required string DeviceCode { get; init; }

    public required string UnitId { get; init; }

    /// <summary>What the unit calls it.</summary>
    public required string Name { get; set; }

    public required DateTime RegisteredAt { get; init; }

    public required Guid ById { get; init; }
}
