using Dizhu.Core.Extending;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Extending;

public class ExtendingTests
{
    private static readonly SubsystemInventory City = SubsystemInventory.FromCity();

    [Fact]
    [Requirement("DCM-025")]
    public void Exactly_nine_subsystems_are_core_and_none_of_them_can_be_turned_off_or_taken_out()
    {
        Assert.Equal(
            ["监管数据无线采集", "监督中心受理", "协同工作", "地理编码", "监督指挥", "综合评价", "应用维护", "基础数据资源管理", "数据交换"],
            City.Core.Select(s => s.Name));
        Assert.All(City.Core, s =>
        {
            foreach (var refused in new[] { City.Disable(s.Id), City.Remove(s.Id) })
            {
                Assert.Equal(("extending.core-subsystem", RefusalKind.Rule), (refused.Refusal.Code, refused.Refusal.Kind));
                Assert.Equal("三政办〔2017〕26号 三(二)", refused.Refusal.Clause!.ToString());
            }
        });
    }

    [Fact]
    public void An_extension_can_be_turned_off_and_the_core_stays_on()
    {
        var with = City.Add("geo", "地质灾害", "geohazard", "").Value;
        var off = with.Disable("geo").Value;

        Assert.False(off.All.Single(s => s.Id == "geo").IsEnabled);
        Assert.All(off.Core, s => Assert.True(s.IsEnabled));
        Assert.Equal(9, off.Remove("geo").Value.All.Length);
    }

    [Fact]
    public void An_unknown_subsystem_and_a_taken_id_are_refused()
    {
        Assert.Equal("extending.unknown-subsystem", City.Disable("nothing").Refusal.Code);
        Assert.Equal("extending.id-taken", City.Add("acceptance", "x", "x", "").Refusal.Code);
    }

    [Fact]
    [Requirement("DCM-060")]
    public void Each_core_subsystem_is_mapped_to_the_standard_of_the_supervision_system()
    {
        var standard = StandardsRegister.FromCity().Find("CJJ/T 106-2010");

        Assert.Equal("监管系统", standard!.Area);
        Assert.All(City.Core, s => Assert.Equal(standard.Number, s.StandardNumber));
    }

    [Fact]
    [Requirement("DCM-058")]
    public void Parts_3_and_4_show_the_printed_title_and_the_discrepancy()
    {
        var register = StandardsRegister.FromCity();

        Assert.Equal(9, register.All.Count);
        Assert.Equal(("城市市政综合监管信息系统 地理编码", "D-DCM-08"), (register.Find("GB/T 30428.3-2016")!.TitleAsPrinted, register.Find("GB/T 30428.3-2016")!.Remark));
        Assert.Equal(["GB/T 30428.3-2016", "GB/T 30428.4-2016"], register.All.Where(s => s.Remark is not null).Select(s => s.Number));
        Assert.All(register.All, s => Assert.False(s.TextKept));
    }
}
