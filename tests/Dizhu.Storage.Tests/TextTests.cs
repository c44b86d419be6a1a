using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;

namespace Dizhu.Storage.Tests;

/// <summary>Full-text search: what every text index finds, whatever the database.</summary>
public class TextTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_case_is_found_by_any_part_of_what_was_said_and_where_and_by_nothing_else(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var lamp = await city.ReportAsync(Said("崤山路口路灯不亮，灯杆编号ＬＥＤ-3072", "湖滨区崤山路 12 号对面"));
        var cover = await city.ReportAsync(Said("井盖破损", "崤山路与六峰路交叉口"));
        await city.ReportAsync(Said("it's \"odd\": { } AND OR NOT *", null));

        Assert.Equal([lamp], await FoundAsync(city, "路灯不亮"));
        Assert.Equal([lamp], await FoundAsync(city, "led"));
        Assert.Equal([lamp], await FoundAsync(city, "3072"));
        Assert.Equal([cover], await FoundAsync(city, "井盖 六峰路"));
        Assert.Equal(new[] { lamp, cover }.Order(), (await FoundAsync(city, "崤山路")).Order());
        Assert.Single(await FoundAsync(city, "\"odd\" AND *"));
        Assert.Empty(await FoundAsync(city, "odd\" OR \"路灯"));
        Assert.Empty(await FoundAsync(city, "亮不"));
        Assert.Empty(await FoundAsync(city, "路灯破损"));
        Assert.Empty(await FoundAsync(city, "灯"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nobody_is_found_by_name_or_telephone_of_a_reporter(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync(Said("路灯不亮", null) with { ReporterName = "示例来电人", ReporterPhone = "13800000000" });

        Assert.Empty(await FoundAsync(city, "示例来电人"));
        Assert.Empty(await FoundAsync(city, "13800000000"));
        Assert.Equal([id], await FoundAsync(city, "路灯"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Other_conditions_and_the_reach_of_the_reader_narrow_what_words_find(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var waiting = await city.ReportAsync();
        var accepted = await city.ReportAsync();
        Assert.True((await city.AcceptAsync(accepted)).Moved);
        var reads = Reads(city);
        var query = new CaseListQuery { Text = "路灯" };

        var page = await reads.ListAsync(SmallCity.Acceptor, query with { Stages = [Stage.AwaitingAcceptance] }, CancellationToken.None);
        Assert.Equal((waiting, 1), (Assert.Single(page.Items).Id, page.Total));
        var first = await reads.ListAsync(SmallCity.Acceptor, query with { Take = 1 }, CancellationToken.None);
        var second = await reads.ListAsync(SmallCity.Acceptor, query with { Take = 1, After = first.Next }, CancellationToken.None);
        Assert.Equal(new[] { waiting, accepted }.Order(), new[] { Assert.Single(first.Items).Id, Assert.Single(second.Items).Id }.Order());
        Assert.Null(second.Next);
        var stranger = SmallCity.Acceptor with { Scope = new Scope(ScopeKind.ManagementArea, ["A9"]), UnitId = null };
        Assert.Empty((await reads.ListAsync(stranger, query, CancellationToken.None)).Items);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_report_sent_again_is_in_the_index_once_and_a_refused_one_not_at_all(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var command = SmallCity.NewReport();
        await city.ReportAsync(command);
        await city.ReportAsync(command);
        Assert.False((await city.Door.ReportAsync(SmallCity.Context(), command with { Description = "井盖破损" }, CancellationToken.None)).Moved);

        Assert.Equal(1, await city.CountAsync<CaseWords>());
        Assert.Empty(await FoundAsync(city, "井盖"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_index_made_later_holds_the_cases_that_were_there(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        await city.SqlAsync("DROP TABLE case_words");
        Assert.False(await city.Store.IsReadyAsync(CancellationToken.None));

        await city.Store.MigrateAsync(CancellationToken.None);
        await city.Store.MigrateAsync(CancellationToken.None);

        Assert.True(await city.Store.IsReadyAsync(CancellationToken.None));
        Assert.Equal([id], await FoundAsync(city, "路灯"));
        Assert.Equal(1, await city.CountAsync<CaseWords>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_case_split_from_another_is_found_by_the_words_both_began_with(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        var split = await city.Door.ActAsync(SmallCity.Context(), id, new SplitCommand { Version = 1, Result = "旁边还有一处" }, null, CancellationToken.None);

        Assert.True(split.Moved, split.Moved ? "" : split.Refusals[0].Message);
        Assert.Equal(new[] { id, split.Value.OtherCaseId!.Value }.Order(), (await FoundAsync(city, "路灯")).Order());
    }

    private static CaseReads Reads(SmallCity city) => new(city.Store, city.Books, new CityClock(TestClock.Monday()));

    private static ReportCommand Said(string words, string? place) => SmallCity.NewReport() with { Description = words, PlaceText = place };

    private static async Task<List<Guid>> FoundAsync(SmallCity city, string words)
    {
        var page = await Reads(city).ListAsync(SmallCity.Acceptor, new CaseListQuery { Text = words }, CancellationToken.None);
        Assert.Equal(page.Items.Count, page.Total);
        return [.. page.Items.Select(i => i.Id)];
    }
}
