using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Dispatch;

/// <summary>The words of 三政办〔2017〕26号 that dispatching rests on.</summary>
internal static class Clauses
{
    public static readonly Clause OwnershipAndTerritory = Sources.Order26.Clause("三(二)1", "部件以权属为主,事件以属地为主");

    public static readonly Clause ThreeUnits = Sources.Order26.Clause("四", "管理部件和事件问题的主管部门、部件的权属单位和养护单位");

    public static readonly Clause Petitions = Sources.Order26.Clause("四(二)", "指挥中心接信访案件后的接办工作");

    public static readonly Clause OtherEvents = Sources.Order26.Clause("四(二)", "其它扩展事件");

    public static readonly Clause OperatingDuties = Sources.Order26.Clause("四(二)", "运行管理时期责任单位分工");

    public static readonly Clause MarkedEvent = Sources.Order26.Clause("四(二)", "属事件涉及单位");

    public static readonly Clause MarkedComponent = Sources.Order26.Clause("四(二)", "属部件涉及单位");

    public static readonly Clause SecondLevel = Sources.Order26.Clause("三(四)", "共享市级平台,建设区级数字化城市管理二级平台");
}
