using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;
using Dizhu.WebKit;

namespace Dizhu.Web.Tests.Kit;

/// <summary>What the gallery shows: sample data after the design pages, with one text that tries to be markup.</summary>
public static class Sample
{
    public const string Hostile = "<script>alert(1)</script>\"'><b>堵住</b>";

    public static readonly PrintHead PrintHead = new("案件办理单", "26112000146", "市数字化城市管理监督指挥中心", "2026-11-23 15:20 值班长 01", IsSynthetic: true);

    public static readonly PrintFoot PrintFoot = new([ClauseLink.To(Sources.Order26.Clause("三(二)1", "监督与处置分离"))], "本单由系统生成。");

    public static readonly IReadOnlyList<FactView> HeadFacts =
    [
        new("处置结果", "按期，用 74%") { Light = LightKind.Go },
        new("结案剩余", "剩 22 分") { Light = LightKind.Go },
        new("责任单位", "市住房城乡建设局") { Href = "/units/ORG-U042" },
    ];

    public static readonly IReadOnlyList<FactView> PlaceFacts =
    [
        new("网格", "前进街道建西社区 007") { RefText = "411202002004007", RefHref = "#" },
        new("处置时限", "2 紧急工作时") { Note = "夜间、假日连续计时", RefText = "立案标准 0405", RefHref = "#" },
        new("部件", "雨水箅子") { RefText = "4112020104000552", RefHref = "#" },
    ];

    public static readonly IReadOnlyList<TimelineItem> Timeline =
    [
        new("上报", "市民，热线 12345", "11-20 15:48") { WhenIso = "2026-11-20T15:48:00+08:00", Opinion = Hostile },
        new("受理", "受理员 03", "15:53") { Opinion = "来电人要求回复。", Limit = "15 分", Used = "5 分" },
        new("核实", "采集员 017", "16:12") { Opinion = "属实，堵塞约一半，已拍照。", Limit = "30 分", Used = "18 分" },
        new("立案", "值班长 01", "16:24") { Opinion = "立案条件：堵塞三分之一及以上。", Limit = "30 分", Used = "12 分" },
        new("派遣", "派遣员 02", "16:31") { Opinion = "派市住房城乡建设局，按台账权属。", Limit = "30 分", Used = "7 分" },
        TimelineItem.Pause("11-21（周六）、11-22（周日）不计时"),
        new("处置", "处置人员 05", "11-23 14:20") { Opinion = "清掏树叶、淤泥，箅子复位，通水正常。" },
        new("反馈", "市住房城乡建设局", "14:26") { Opinion = "处置后照片 2 张。", Limit = "8 小时", Used = "5 小时 55 分" },
        new("待结案", "值班长 01", "15:12 起") { Opinion = "请比对处置前后照片后结案。", Limit = "30 分", Used = "8 分", IsNow = true },
    ];

    public static readonly IReadOnlyList<ClockView> Clocks =
    [
        new("受理", LightKind.None, "15 分", "5 分", 33),
        new("核实", LightKind.None, "30 分", "18 分", 60),
        new("派遣", LightKind.Soon, "30 分", "27 分", 90),
        new("处置", LightKind.Late, "8 小时", "9 小时 55 分", 124) { RuleHref = "#" },
        new("挂账", LightKind.Hold, "8 小时", "2 小时", 25),
        new("结案", LightKind.Go, "30 分", "8 分", 27),
        new("回访", LightKind.None, null, null, null),
    ];

    public static readonly IReadOnlyList<WhyView> Why =
    [
        new("处置时限", "1 工作日", "＝ 8 小时，11-20 16:31 起，11-23 16:31 止", "立案标准 0104 第 5 行", "#"),
        new("不计时", "11-21、11-22", "周末；每天 08:00–12:00、14:00–18:00 计时", "工作日历 2026 年", "#"),
        new("责任单位", "市住房城乡建设局", "城市井盖污水篦子管理；与台账权属一致", "三政办〔2017〕26号 四(二)", "#"),
        new("核查人", "采集员 024", "不属处置单位，未参与处置", "三政办〔2017〕26号 三(二)1", "#"),
    ];

    public static readonly PhotoPair Photos = new(
        new("/_content/Dizhu.WebKit/img/mark.svg", "处置前：箅子被树叶堵住", "处置前·采集员 017", "11-20 16:10", "#"), null);

    public static readonly IReadOnlyList<ActButton> Acts =
    [
        new("打印", ActWeight.Quiet, "A4 案卷") { Href = "#" },
        new("强制结案", ActWeight.Quiet, "须写理由，另行统计") { Href = "#" },
        new("结案", ActWeight.Main, "计入按期结案，并通知来电人") { PostTo = "/kit/case/close", Fields = new Dictionary<string, string> { ["version"] = "7" } },
        new("返工", ActWeight.Plain, "退回原单位，处置继续计时") { Href = "#" },
        new("作废", ActWeight.Plain) { NotOpen = "结案后才能申请" },
    ];

    public static readonly IReadOnlyList<ActButton> DispatchActs =
    [
        new("退回受理", ActWeight.Quiet) { Href = "#" },
        new("派遣给市住房城乡建设局", ActWeight.Main, "处置开始计时，16:20 前签收") { FormId = "dispatch" },
    ];

    public static readonly IReadOnlyList<ChipView> Chips =
    [
        new("全部", "?", 14, IsCurrent: true),
        new("超期", "?light=late", 1, Light: LightKind.Late),
        new("将超", "?light=soon", 3, Light: LightKind.Soon),
        new("部件", "?kind=component", 8) { StartsGroup = true },
        new("事件", "?kind=event", 6),
    ];

    public static readonly WorkListView List = new(
        "待派遣的案件",
        [
            new("派遣剩余", ColumnKind.Time, ColumnWidth.Medium) { SortHref = "?sort=due", IsAscending = true },
            new("案件号", ColumnKind.Number, ColumnWidth.Short),
            new("类别", ColumnKind.Title),
            new("地点", ColumnKind.Line),
            new("处置时限", ColumnKind.Fact, ColumnWidth.Short),
        ],
        [
            Row("26112300171", RemainingView.OfMinutes(LightKind.Late, -4, "2026-11-23 15:16 到期"), "道路遗撒", null, "涧河街道永安社区", "4 工作时"),
            Row("26112300183", RemainingView.OfMinutes(LightKind.Soon, 1), "污水井盖", "移位", "前进街道建西社区", "2 紧急工作时") with { IsCurrent = true },
            Row("26112300174", RemainingView.OfMinutes(LightKind.Soon, 3), "机动车乱停放", null, "车站街道迎宾社区", "未设时限"),
            Row("26112300188", RemainingView.OfMinutes(LightKind.Go, 24), "占道经营", null, "湖滨街道市场社区", "2 紧急工作时"),
            Row("26112300177", RemainingView.OfMinutes(LightKind.Go, 130), "路灯", "单灯不亮", "涧河街道文一社区", "2 工作日"),
            Row("26112300190", RemainingView.Stopped(), "沟槽盖板", "塌陷", "涧河街道虢东社区", "等开工令"),
            Row("26112300191", RemainingView.NoLimit(), Hostile, null, "车站街道东风社区", "未设时限"),
        ])
    {
        SelectName = "case",
    };

    public static readonly PagesView Paging = new(2, 7, 335, page => $"/kit/list?page={page}");

    public static readonly ClockView DispatchClock = new("派遣", LightKind.Soon, "10 分", "9 分", 90)
    {
        Remaining = RemainingView.OfMinutes(LightKind.Soon, 1),
        RuleHref = "#",
    };

    public static readonly ClockView HandlingClock = new("处置", LightKind.None, "2 紧急工作时", null, 0)
    {
        Large = "17:20",
        Note = "现在派遣则此时到期",
        RuleHref = "#",
    };

    public static readonly IReadOnlyList<UnitChoice> Units =
    [
        new("ORG-U042", "市住房城乡建设局")
        {
            IsSuggested = true,
            IsChosen = true,
            Open = 58,
            OpenHref = "#",
            LoadPercent = 60,
            Late = 1,
            Soon = 2,
            Reasons =
            [
                new("台账登记的权属单位就是该局", "部件 4112…000318", "#"),
                new("职责：城市井盖污水篦子管理", "〔2017〕26号 四(二)", "#"),
                new("近 90 天同类 41 件，39 件派该局"),
            ],
        },
        new("ORG-U058", "市自来水公司") { WhyNot = "台账权属不是该公司", Open = 14, LoadPercent = 15 },
        new("ORG-U032", "市公安局") { WhyNot = "只管公安井盖（0112）", Open = 41, LoadPercent = 43 },
    ];

    public static readonly StateView EmptyState = new(StateKind.Empty, "没有待派遣的案件", "今天已派遣 168 件，按时 166 件。新立案的会自己出现在这里。")
    {
        Steps = [new("看在办案件 335", "#"), new("看今天已派遣", "#")],
    };

    public static readonly StateView RefusedState = StateView.Of(
        new Refusal("case.same-checker", "不能结案：核查人与处置人相同。请改派其他采集员核查。", RefusalKind.Rule, Sources.Order26.Clause("三(二)1", "监督与处置分离")),
        [new StepLink("改派其他采集员核查", "#", IsMain: true, IsPost: true), new StepLink("看办理经过", "#")]);

    public static readonly StateView FailedState = new(StateKind.Failed, "列表没有取到", "服务器 10 秒没有回应。您写的内容都在，列表停在 15:18。")
    {
        Steps = [new("再取一次", "#", IsMain: true)],
        Code = "E-0412-7F",
    };

    public static readonly IReadOnlyList<ChoiceView> Sizes = [new("small", "小修"), new("middle", "中修"), new("large", "大修")];

    public static readonly IReadOnlyList<ChoiceView> Causes = [new("order", "等开工令"), new("parts", "等配件"), new("weather", Hostile) { Group = "天气" }];

    public static readonly FieldView WhatSeen = new("what", "看到的问题", FieldKind.Radios)
    {
        Value = "lamp",
        Choices =
        [
            new("lamp", "路灯不亮", "一盏或几盏不亮，白天亮灯"),
            new("cover", "井盖、箅子坏了", "缺失、破损、松动、堵塞"),
            new("other", "其他问题", "下一步用文字说明"),
        ],
    };

    public static readonly FieldView Account = new("account", "账号") { Value = "pq02", Autocomplete = "username" };

    public static readonly FieldView Password = new("password", "密码", FieldKind.Password) { Autocomplete = "current-password" };

    private static WorkRow Row(string number, RemainingView time, string title, string? detail, string place, string limit) => new(
        $"/kit/case?number={number}",
        [new TimeCell(time), new NumberCell(number), new TextCell(title, detail), new TextCell(place), new TextCell(limit)])
    {
        SelectValue = number,
    };
}
