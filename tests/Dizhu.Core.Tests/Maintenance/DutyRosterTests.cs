using System.Collections.Immutable;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Maintenance;

/// <summary>Who is on duty in which duty grid, today and next; gaps first.</summary>
public class DutyRosterTests
{
    private static readonly Guid First = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Second = new("00000000-0000-0000-0000-000000000002");

    /// <summary>A Tuesday.</summary>
    private static readonly DateTime Now = TestCity.At("2026-11-24 09:00");

    [Fact]
    public void A_turn_counts_from_its_day_into_the_morning_after()
    {
        var night = new Shift(First, "G1", DayOfWeek.Monday, null, new(20, 0), new(6, 0));
        Assert.Equal((TestCity.At("2026-11-23 20:00"), TestCity.At("2026-11-24 06:00")), night.On(new(2026, 11, 23)));
        Assert.Null(night.On(new(2026, 11, 24)));
        var once = new Shift(First, "G1", null, new(2026, 12, 1), new(8, 0), new(18, 0));
        Assert.Equal((TestCity.At("2026-12-01 08:00"), TestCity.At("2026-12-01 18:00")), once.On(new(2026, 12, 1)));
        Assert.Null(once.On(new(2026, 12, 8)));
    }

    [Fact]
    public void Grids_without_anybody_come_first_then_those_without_anybody_now()
    {
        var book = Book(
            Row(First, "G2", "周二", "08:00", "12:00"), Row(First, "G3", "周二", "14:00", "18:00"), Row(Second, "G3", "周一", "20:00", "06:00"),
            Row(Second, "G5", "2026-12-20", "08:00", "18:00"), Row(Guid.NewGuid(), "G6", "周二", "08:00", "18:00"));
        var stands = DutyRoster.Of(Places("G1", "G2", "G3", "G4", "G5", "G6"), book, [Holder(First, "采集员 01"), Holder(Second, "采集员 02", "G4")], Now);

        Assert.Equal(["G1 Nobody", "G6 Nobody", "G3 Unstaffed", "G4 Unstaffed", "G5 Unstaffed", "G2 Staffed"], stands.Select(s => $"{s.Grid.Code} {s.State}"));
        var (morning, evening, single) = (stands.Single(s => s.Grid.Code == "G2"), stands.Single(s => s.Grid.Code == "G3"), stands.Single(s => s.Grid.Code == "G5"));
        Assert.Equal((1, TestCity.At("2026-12-01 08:00")), (morning.Today.Count, morning.Next!.Starts));

        // The night turn of Monday still belongs to this morning; the afternoon is next.
        Assert.Equal([(Second, TestCity.At("2026-11-24 06:00")), (First, TestCity.At("2026-11-24 18:00"))], evening.Today.Select(t => (t.CollectorId, t.Ends)));
        Assert.Equal(TestCity.At("2026-11-24 14:00"), evening.Next!.Starts);
        Assert.Equal((0, true, Second), (single.Today.Count, single.Next!.IsOfOneDay, single.Next.CollectorId));
        Assert.Equal("采集员 02", Assert.Single(stands.Single(s => s.Grid.Code == "G4").Collectors).Label);
    }

    [Fact]
    public void A_turn_counts_by_the_roster_in_force_when_it_begins_or_now_when_it_has_begun()
    {
        var row = Row(First, "G2", "周二", "08:00", "12:00");
        var book = new SettingsBook([row, Ended(row, TestCity.At("2026-11-25 00:00"))], 2);
        Assert.Equal([TestCity.At("2026-11-24 08:00")], book.Turns("G2", Now, Now.AddDays(20), Now).Select(t => t.Starts));

        // Entered while its hours have begun it holds from then on; ended meanwhile it holds no more.
        var late = new SettingsBook([Since(row, TestCity.At("2026-11-24 08:30"))], 1);
        Assert.Single(late.Turns("G2", Now, Now.AddDays(1), Now));
        Assert.Empty(late.Turns("G2", Now.AddHours(-2), Now, TestCity.At("2026-11-24 08:15")));
        Assert.Empty(new SettingsBook([row, Ended(row, TestCity.At("2026-11-24 08:30"))], 2).Turns("G2", Now, Now.AddDays(20), Now));
        Assert.Single(book.ShiftsOf("G2", Now));
        Assert.Empty(book.ShiftsOf("G2", Now.AddDays(2)));
    }

    private static SettingsBook Book(params SettingVersion[] rows) => new(rows, 1);

    private static SettingVersion Row(Guid who, string grid, string day, string starts, string ends)
    {
        var cells = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .Add("collector", who.ToString()).Add("duty_grid", grid).Add("day", day).Add("starts", starts).Add("ends", ends);
        return new() { Kind = SettingKinds.Shifts, Key = SettingKinds.Find(SettingKinds.Shifts)!.KeyOf(cells), Version = 1, From = TestCity.At("2026-11-01 00:00"), Ends = false, Cells = SettingRow.Write(cells) };
    }

    private static SettingVersion Since(SettingVersion row, DateTime from) => new() { Kind = row.Kind, Key = row.Key, Version = 1, From = from, Ends = false, Cells = row.Cells };

    private static SettingVersion Ended(SettingVersion row, DateTime from) => new() { Kind = row.Kind, Key = row.Key, Version = 2, From = from, Ends = true, Cells = row.Cells };

    private static PostHolder Holder(Guid id, string label, params string[] grids) => new(
        new PostAssignment { Id = Guid.NewGuid(), PersonId = id, Post = Post.Collector, ScopeKind = ScopeKind.DutyGrids, ScopeKeys = [.. grids], From = new(2017, 1, 1) }, label);

    private static PlaceBook Places(params string[] grids) => new(new BaseData([], [.. grids.Select(g => new DutyGrid { Code = g, Name = g })], [], [], [], [], [], [], null));
}
