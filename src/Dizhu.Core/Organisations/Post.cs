namespace Dizhu.Core.Organisations;

/// <summary>The posts (岗位) in which people and machines act.</summary>
public enum Post
{
    /// <summary>监督员 (信息采集员): finds, verifies and checks on site.</summary>
    Collector,

    /// <summary>受理员: accepts, declines, sends to verify.</summary>
    Acceptor,

    /// <summary>值班长: files, refuses filing, closes, grants cancelling.</summary>
    ShiftLeader,

    /// <summary>派遣员 of the city's command centre.</summary>
    Dispatcher,

    /// <summary>二级平台 dispatcher.</summary>
    SecondLevelDispatcher,

    /// <summary>专业部门: receives, hands on and feeds back tasks of a unit.</summary>
    UnitClerk,

    /// <summary>处置人员: works on site for a unit.</summary>
    FieldHandler,

    /// <summary>督查员: passes on, sends back, urges.</summary>
    SupervisorOfHandling,

    /// <summary>领导: looks at everything, urges, changes nothing else.</summary>
    Leader,

    /// <summary>系统管理员.</summary>
    Administrator,

    /// <summary>审计员: reads logs and journals.</summary>
    Auditor,

    /// <summary>市民.</summary>
    Citizen,

    /// <summary>A machine that reports or reads through the interface.</summary>
    MachineClient,
}

/// <summary>
/// The powers the order keeps apart (三政办〔2017〕26号 三(二)1): supervision finds, files and assesses;
/// command dispatches, coordinates and urges; handling does the work. On one case nobody who supervises
/// also commands or handles.
/// </summary>
public enum Power
{
    None,
    Supervision,
    Command,
    Handling,
}

/// <summary>Which power a post exercises.</summary>
public static class Powers
{
    public static Power Of(Post post) => post switch
    {
        Post.Collector or Post.Acceptor or Post.ShiftLeader => Power.Supervision,
        Post.Dispatcher or Post.SecondLevelDispatcher or Post.SupervisorOfHandling => Power.Command,
        Post.UnitClerk or Post.FieldHandler => Power.Handling,
        _ => Power.None,
    };

    /// <summary>True when one person may not exercise both on one case.</summary>
    public static bool Exclude(Power one, Power other) =>
        one != other && one is not Power.None && other is not Power.None && (one is Power.Supervision || other is Power.Supervision);
}
