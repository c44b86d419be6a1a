using Dizhu.Core.Cases;
using static Dizhu.Core.Cases.ReportSource;
using static Dizhu.Web.Cli.DemoJourney;

namespace Dizhu.Web.Cli;

/// <summary>The scripts of the made-up cases: source, class, words, minutes since, acts.</summary>
public static class DemoJourneys
{
    private const string Seen = "Accept 6, File 9";
    private const string Heard = "Accept 5, SendVerify 3, AnswerVerify 21, File 8";
    private const string Out = ", Dispatch 7";
    private const string Taken = Out + ", SignFor 18";
    private const string Done = Taken + ", Handle 95";
    private const string Back = Done + ", FeedBack 4";
    private const string Checked = Back + ", PassOn 9, SendCheck 12, PassCheck 31";
    private const string Closed = Checked + ", Close 11";
    private const string Again = Back + ", PassOn 8, SendCheck 9, Rework 26";

    /// <summary>All journeys, newest work first.</summary>
    public static IReadOnlyList<DemoJourney> All { get; } =
    [
        Of(Citizen, "2013-E0110", "菜市场北口垃圾桶满了，袋子堆在路边", 4, ""),
        Of(Collector, "2013-C0102", "污水井盖移位，已放警示锥", 7, ""),
        Of(Hotline, "2013-E0128", "店铺音箱声音大，影响休息", 13, ""),
        Of(Citizen, "2013-E0409", "人行道上停了两辆小汽车", 22, ""),
        Of(Petition, "2013-E0127", "楼下饭店油烟直排", 9, "Accept 8"),
        Of(Collector, "2013-E0112", "路面有泥土", 11, "Accept 6"),
        Of(Collector, "2013-E0405", "三家店把货摆到人行道上", 34, "Accept 6"),
        Of(Citizen, "2013-C0137", "路灯两盏不亮", 8, "Accept 5, SendVerify 4"),
        Of(Hotline, "2013-E0506", "下雨后路口积水", 26, "Accept 5, SendVerify 4"),
        Of(Citizen, "2013-E0201", "围墙上贴满小广告", 6, "SendVerify 7"),
        Of(Hotline, "2013-C0104", "雨水箅子被树叶堵了，排不下去", 5, "Accept 5, SendVerify 3, AnswerVerify 19"),

        Of(Collector, "2013-C0104", "雨水箅子断了一根", 3, Seen),
        Of(Collector, "2013-C0217", "交通护栏被撞倒两节", 9, Seen),
        Of(Collector, "2013-E0114", "货车遗撒砂石约三十米", 27, Seen),
        Of(Hotline, "2013-E0302", "施工材料占了非机动车道", 16, Heard),
        Of(Collector, "2013-E0406", "摊点占了盲道", 45, Seen),

        Of(Collector, "2013-C0101", "上水井盖破损", 14, Seen + Out),
        Of(Citizen, "2013-E0129", "路边露天烧烤", 38, Heard + Out),
        Of(Collector, "2013-C0402", "行道树断枝垂到车道", 75, Seen + Out),

        Of(Collector, "2013-C0137", "路灯杆倾斜", 60, Seen + Taken),
        Of(Collector, "2013-E0110", "绿地边有生活垃圾", 150, Seen + Taken),
        Of(Hotline, "2013-E0113", "路面坑槽约半米", 260, Heard + Taken),
        Of(Collector, "2013-E0111", "积存建筑垃圾两立方左右", 210, Seen + Taken),
        Of(Citizen, "2013-C0104", "箅子松动，过车响", 520, Heard + Taken, 2),
        Of(Collector, "2013-C0102", "污水井盖缺失", 190, Seen + Taken),
        Of(Collector, "2013-E0117", "绿地内白色垃圾多", 300, Seen + Again),
        Of(Collector, "2013-C0104", "雨水箅子堵塞，水漫到路沿", 130, Seen + Again + ":北侧一格仍有淤泥，请补清", 4),

        Of(Collector, "2013-C0137", "路灯线缆外露", 160, Seen + Taken + ", HandDown 20"),
        Of(Collector, "2013-C0217", "护栏缺一节，需订做", 70, Seen + Taken + ", AskExtension 30:护栏订做，三日内到货"),
        Of(Collector, "2013-C0101", "上水井周边下沉", 200, Seen + Taken + ", AskExtension 40:配件在途, GrantExtension 20"),
        Of(Collector, "2013-E0113", "路面网裂，须整幅铣刨", 480, Seen + Taken + ", AskDeferral 60:气温低于五度不能铺沥青, Consent 25, GrantDeferral 30"),
        Of(Hotline, "2013-E0405", "同一店铺多次反映", 130, Heard + Taken + ", Urge 60"),

        Of(Collector, "2013-E0136", "楼前堆放杂物", 12, Seen + Done),
        Of(Collector, "2013-C0217", "护栏脱焊", 6, Seen + Back),
        Of(Hotline, "2013-E0304", "工地扬尘没有覆盖", 41, Heard + Back),
        Of(Collector, "2013-E0201", "站牌上有小广告", 10, Seen + Back + ", PassOn 9"),
        Of(Collector, "2013-C0305", "垃圾箱破损", 17, Seen + Back + ", PassOn 9, SendCheck 8"),
        Of(Citizen, "2013-E0405", "店外经营挡住人行道", 8, Heard + Checked),
        Of(Collector, "2013-E0112", "路口泥水没有冲洗", 35, Seen + Again + ", Handle 45:再次冲洗, FeedBack 4, PassOn 7, SendCheck 8, PassCheck 28"),

        Of(Collector, "2013-E0110", "暴露垃圾一处", 90, Seen + Closed),
        Of(Citizen, "2013-C0137", "小区门口路灯不亮", 400, Heard + Closed),
        Of(Collector, "2013-C0101", "上水井盖错位", 640, Seen + Closed),
        Of(Hotline, "2013-E0406", "夜市占道", 880, Heard + Closed),
        Of(Petition, "2013-E0101", "楼顶搭建彩钢房", 700, Heard + Closed),
        Of(Collector, "2013-E0117", "绿篱内垃圾", 1100, Seen + Again + ", Handle 60:再次清理, FeedBack 5, PassOn 8, SendCheck 9, PassCheck 27, Close 10"),
        Of(Collector, "2013-C0402", "枯枝未清", 1300, Seen + Taken + ", Return 30, Dispatch 25:经研究仍由该单位处置, SignFor 12, Handle 300, FeedBack 4, PassOn 9, SendCheck 8, PassCheck 30, Close 11"),
        Of(Collector, "2013-C0104", "箅子堵塞三分之一以上", 1500, Seen + Out + ", SignFor 20, Handle 700:清掏树叶淤泥，复位, FeedBack 4, PassOn 9, SendCheck 8, PassCheck 30, Close 11", 4),
        Of(Hotline, "2013-E0128", "邻居家装修声音大", 500, "Decline 9"),
        Of(Collector, "2013-E0107", "沿街晾挂一处", 650, "Accept 6, RefuseFiling 10:到场时已自行收起"),
        Of(Collector, "2013-E0110", "同一处垃圾再次上报", 85, Seen + ", Cancel 8"),
        Of(Collector, "2013-E0201", "站牌上的小广告，已当场撕下", 8, "") with { IsSelfHandled = true },
        Of(Collector, "2013-E0110", "人行道上的袋装垃圾，已当场收走", 190, "ConfirmSelfHandled 12") with { IsSelfHandled = true },
        Of(Collector, "2013-E0107", "晾挂一处，已劝收", 240, "RejectSelfHandled 15") with { IsSelfHandled = true },
        Of(Citizen, "2013-E0112", "路面有泥土，来往车多", 5, "Merge 4"),
        Of(Collector, "2013-E0117", "绿地内塑料袋", 700, Seen + Closed + ", Appeal 40"),
    ];
}
