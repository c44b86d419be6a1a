namespace Dizhu.Core.Organisations;

/// <summary>What posts and powers are called.</summary>
public static class PostNames
{
    public static string Name(this Post post) => post switch
    {
        Post.Collector => "采集员",
        Post.Acceptor => "受理员",
        Post.ShiftLeader => "值班长",
        Post.Dispatcher => "派遣员",
        Post.SecondLevelDispatcher => "二级平台派遣员",
        Post.UnitClerk => "专业部门经办员",
        Post.FieldHandler => "处置人员",
        Post.SupervisorOfHandling => "督查员",
        Post.Leader => "领导",
        Post.Administrator => "系统管理员",
        Post.Auditor => "审计员",
        Post.Citizen => "市民",
        Post.MachineClient => "接口用户",
        _ => throw new ArgumentOutOfRangeException(nameof(post), post, "Unknown post."),
    };

    public static string Name(this Power power) => power switch
    {
        Power.None => "无",
        Power.Supervision => "监督",
        Power.Command => "指挥",
        Power.Handling => "处置",
        _ => throw new ArgumentOutOfRangeException(nameof(power), power, "Unknown power."),
    };
}
