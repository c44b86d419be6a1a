using Dizhu.Core.Administration;
using System.Collections.Immutable;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Maintenance;

public class ReceivingUnitTests
{
    private const string SportsBureau = "ORG-U048";
    private static readonly Guid Clerk = Guid.Parse("00000000-0000-7000-8000-000000000003");

    private static readonly SettingReferences References = SettingReferences.None with
    {
        Units = OrganisationSeed.Read(sampleCity: false).Units.ToDictionary(u => u.Id, u => u.Group),
        Clerks = new Dictionary<string, (Guid, string?)> { ["经办员 07"] = (Clerk, SportsBureau), ["经办员 08"] = (Guid.Empty, "ORG-U035") },
    };

    [Fact]
    [Requirement("DCM-007")]
    public void A_unit_is_activated_only_with_one_contact_who_receives_dispatches_and_feeds_back()
    {
        var now = TestClock.Monday().Now;
        var without = Plan(("unit_id", SportsBureau), ("active", "是")).Refused.Single().Reasons.Single();
        Assert.Equal(("maintenance.cells-do-not-fit", RefusalKind.Rule, "三政办〔2017〕26号 二"), (without.Code, without.Kind, without.Clause!.ToString()));
        Assert.Single(Plan(("unit_id", SportsBureau), ("active", "是"), ("contact", "经办员 07"), ("powers", "接受;反馈")).Refused);
        Assert.Single(Plan(("unit_id", SportsBureau), ("active", "是"), ("contact", "经办员 08"), ("powers", "接受;派遣;反馈")).Refused);
        Assert.Null(SettingsBook.Shipped.ContactOf(SportsBureau, now));

        var taken = Plan(("unit_id", SportsBureau), ("active", "是"), ("contact", "经办员 07"), ("powers", "接受;派遣;反馈"));

        Assert.Empty(taken.Refused);
        var row = taken.Changes.Single().New;
        var book = new SettingsBook(
            [new SettingVersion { Kind = SettingKinds.ReceivingUnits, Key = row.Key, Version = 1, From = row.From, Ends = false, Cells = SettingRow.Write(row.Cells) }], 1);
        Assert.Equal(Clerk, book.ContactOf(SportsBureau, now));
    }

    [Fact]
    public void A_unit_may_be_stopped_without_a_contact() => Assert.Empty(Plan(("unit_id", SportsBureau), ("active", "否")).Refused);

    private static SettingPlan Plan(params (string Column, string Cell)[] cells) => SettingImport.Plan(
        SettingKinds.Find(SettingKinds.ReceivingUnits)!,
        [new SentRow(2, cells.ToImmutableSortedDictionary(c => c.Column, c => c.Cell, StringComparer.Ordinal), "", false)],
        SettingsBook.Shipped, References, TestClock.Monday().Now);
}
