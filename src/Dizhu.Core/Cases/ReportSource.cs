using Dizhu.Core.Organisations;
using Dizhu.Core.Access;

namespace Dizhu.Core.Cases;

/// <summary>Where a report came from. Stored by name: never rename, never reuse.</summary>
public enum ReportSource
{
    /// <summary>采集员上报.</summary>
    Collector,

    /// <summary>市民上报, through the public pages.</summary>
    Citizen,

    /// <summary>热线 (12319 / 12345).</summary>
    Hotline,

    /// <summary>信访: goes to the petition office whatever the territory (DCM-089).</summary>
    Petition,

    /// <summary>媒体.</summary>
    Media,

    /// <summary>领导交办.</summary>
    Leader,

    /// <summary>视频, sensors.</summary>
    Video,

    /// <summary>其它平台.</summary>
    OtherPlatform,
}

/// <summary>What follows from a source.</summary>
public static class ReportSources
{
    public static string Name(this ReportSource source) => source switch
    {
        ReportSource.Collector => "采集员",
        ReportSource.Citizen => "市民",
        ReportSource.Hotline => "热线",
        ReportSource.Petition => "信访",
        ReportSource.Media => "媒体",
        ReportSource.Leader => "领导交办",
        ReportSource.Video => "视频",
        ReportSource.OtherPlatform => "其它平台",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Unknown source."),
    };

    /// <summary>
    /// Whether the public is the source: such a report needs a verification result before it is filed.
    /// Only collectors, who stood before the matter themselves, are excepted.
    /// </summary>
    public static bool NeedsVerification(this ReportSource source) => source is not ReportSource.Collector;

    /// <summary>The sources a post may enter: nobody reports in another's name.</summary>
    public static IReadOnlyList<ReportSource> OpenTo(Post post) => post switch
    {
        Post.Collector => [ReportSource.Collector],
        Post.Citizen => [ReportSource.Citizen],
        Post.Acceptor => [ReportSource.Hotline, ReportSource.Petition, ReportSource.Media, ReportSource.Leader],
        Post.MachineClient => [ReportSource.Hotline, ReportSource.Video, ReportSource.OtherPlatform],
        _ => [],
    };
}
