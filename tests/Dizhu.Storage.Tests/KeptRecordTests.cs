using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Ledgers;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;

namespace Dizhu.Storage.Tests;

/// <summary>Ledgers, signed submissions, notices and printed pairs, with their change log, on both databases.</summary>
public class KeptRecordTests
{
    private const string Unit = "ORG-U048";
    private static readonly Principal Supervisor = Somebody(1, "督查员 01", Post.SupervisorOfHandling);
    private static readonly Principal ShiftLeader = Somebody(2, "值班长 01", Post.ShiftLeader);
    private static readonly Principal Clerk = Somebody(3, "专业部门 01", Post.UnitClerk);
    private static readonly Principal Leader = Somebody(4, "领导 01", Post.Leader);
    private static readonly Principal Administrator = Somebody(5, "系统管理员 01", Post.Administrator);
    private static readonly DateTime Now = CityClock.FromLocal(new(2017, 6, 1, 9, 0, 0));

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("PLT-013")]
    public async Task An_item_is_struck_off_by_a_second_person_only(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var door = new RecordDoor(city.Store.Transactions, city.Store);
        var item = Done(await AddItemAsync(door));
        Assert.Equal((LedgerState.Open, new DateOnly(2017, 6, 15), "三政办〔2017〕28号 附件"), (item.State, item.Due, item.Clause));
        Assert.Equal("ledger.not-reported", Code(await StrikeOffAsync(door, ShiftLeader, item, 1)));

        Done(await ActAsync<LedgerItem>(door, Supervisor, item.Id, 1, "现场照片 3 张", (i, c, text) => i.Report(c, new(null, 1, text))));

        Assert.Equal("ledger.same-person", Code(await StrikeOffAsync(door, Supervisor, item, 2)));
        var lent = ShiftLeader with { For = new Represented(Supervisor.Id, Supervisor.Label) };
        Assert.Equal("ledger.same-person", Code(await StrikeOffAsync(door, lent, item, 2)));
        Assert.Equal("record.wrong-post", Code(await StrikeOffAsync(door, Clerk, item, 2)));
        Assert.Equal("record.version", Code(await StrikeOffAsync(door, ShiftLeader, item, 1)));
        var struck = Done(await StrikeOffAsync(door, ShiftLeader, item, 2));
        Assert.Equal((LedgerState.StruckOff, "现场照片 3 张", Supervisor.Id, ShiftLeader.Id), (struck.State, struck.Evidence, struck.ReportedById, struck.StruckOffById));
        Assert.Equal("ledger.not-reported", Code(await StrikeOffAsync(door, ShiftLeader, item, 3)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_sent_back_is_reported_anew(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var door = new RecordDoor(city.Store.Transactions, city.Store);
        var item = Done(await AddItemAsync(door));
        Done(await ActAsync<LedgerItem>(door, Clerk, item.Id, 1, "已完成", (i, c, text) => i.Report(c, new(null, 1, text))));
        Assert.Equal("input.missing", Code(await ActAsync<LedgerItem>(door, ShiftLeader, item.Id, 2, " ", (i, c, text) => i.SendBack(c, new(null, 2, text)))));

        var back = Done(await ActAsync<LedgerItem>(door, ShiftLeader, item.Id, 2, "照片不清", (i, c, text) => i.SendBack(c, new(null, 2, text))));

        Assert.Equal((LedgerState.Open, null), (back.State, back.ReportedById));
        var log = (await door.FindAsync<LedgerItem>(Clerk, item.Id, CancellationToken.None)).Value.Changes;
        Assert.Contains(log, c => c.Field == "state" && c is { Old: "Open", New: "Reported" });
        Assert.Contains(log, c => c.Field == "state" && c is { Old: "Reported", New: "Open", Who: "值班长 01" });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("PLT-020")]
    public async Task A_changed_amount_stands_in_the_log_with_who_when_old_and_new(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var door = new RecordDoor(city.Store.Transactions, city.Store);
        var item = Done(await AddItemAsync(door, amount: 100));

        Done(await door.ChangeAsync<LedgerItem>(
            Context(Supervisor, Now.AddHours(1)), item.Id, "edit", Guid.CreateVersion7(), 1, "核减", i => i.Edit(Context(Supervisor), new(null, 1, null, 90, "核减")), CancellationToken.None));

        var found = (await door.FindAsync<LedgerItem>(Leader, item.Id, CancellationToken.None)).Value;
        Assert.Equal((90m, 2, "三政办〔2017〕28号 附件"), (found.Record.Amount, found.Record.Version, found.Record.Clause));
        var line = Assert.Single(found.Changes, c => c.Field == "amount");
        Assert.Equal(("100", "90", "督查员 01", Now.AddHours(1)), (line.Old, line.New, line.Who, line.At));
        Assert.Equal(["", "", "amount"], found.Changes.Select(c => c.Field).Order());
        Assert.Equal(["input.missing"], LedgerItem.New(Context(Supervisor), new(Guid.NewGuid(), "台账", "事项", null, Unit, null, null)).Refusals.Select(r => r.Code));
        Assert.Equal("money.out-of-range", item.Edit(Context(Supervisor), new(null, 1, null, 0.001m, "核减"))!.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_record_or_act_sent_again_is_answered_again_and_another_under_its_id_is_refused(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var door = new RecordDoor(city.Store.Transactions, city.Store);
        var (id, act) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Done(await AddItemAsync(door, id));
        Done(await AddItemAsync(door, id));
        Assert.Equal("input.id-reused", Code(await AddItemAsync(door, id, amount: 7)));
        Assert.Equal("record.unknown-unit", Code(await AddItemAsync(door, unit: "ORG-U999")));
        Assert.Equal("input.missing", Code(await AddItemAsync(door, Guid.Empty)));

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(2, Done(await ActAsync<LedgerItem>(door, Clerk, id, 1, "已完成", (r, c, text) => r.Report(c, new(null, 1, text)), act)).Version);
        }

        Assert.Equal("input.id-reused", Code(await ActAsync<LedgerItem>(door, Clerk, id, 2, "另一依据", (r, c, text) => r.Report(c, new(null, 2, text)), act)));
        Assert.Equal(1, await city.CountAsync<LedgerItem>());
        Assert.Single(await door.ListAsync<LedgerItem>(Clerk, CancellationToken.None));
        var other = Clerk with { UnitId = "ORG-U035" };
        Assert.Empty(await door.ListAsync<LedgerItem>(other, CancellationToken.None));
        Assert.Equal("record.not-found", (await door.FindAsync<LedgerItem>(other, id, CancellationToken.None)).Refusal.Code);
        Assert.Equal("record.not-found", Code(await ActAsync<LedgerItem>(door, other, id, 2, "依据", (r, c, text) => r.Report(c, new(null, 2, text)))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_who_strike_off_at_once_do_it_once(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var door = new RecordDoor(city.Store.Transactions, city.Store);
        var item = Done(await AddItemAsync(door));
        Done(await ActAsync<LedgerItem>(door, Clerk, item.Id, 1, "已完成", (i, c, text) => i.Report(c, new(null, 1, text))));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => StrikeOffAsync(door, i % 2 == 0 ? ShiftLeader : Supervisor, item, 2)));

        Assert.Single(outcomes, o => o.Moved);
        Assert.All(outcomes.Where(o => !o.Moved), o => Assert.Equal("record.version", o.Refusal.Code));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("PLT-014")]
    public async Task A_submission_without_signer_is_refused(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var door = new RecordDoor(city.Store.Transactions, city.Store);
        var sent = new SubmissionRequest(Guid.CreateVersion7(), "整改情况", "问题清单及整改结果", "上级主管部门", "三政办〔2017〕28号 四(二)", Unit);
        var draft = Done(await door.AddAsync(Context(Clerk), SignedSubmission.New(Context(Clerk), sent).Value, sent, CancellationToken.None));

        Assert.Equal("submission.unsigned", Code(await ActAsync<SignedSubmission>(door, Clerk, draft.Id, 1, "", (s, c, _) => s.Submit(c))));
        Assert.Equal("record.wrong-post", Code(await ActAsync<SignedSubmission>(door, Clerk, draft.Id, 1, "", (s, c, _) => s.Sign(c))));
        var lent = Clerk with { Post = Post.Leader };
        Assert.Equal("submission.own-draft", Code(await ActAsync<SignedSubmission>(door, lent, draft.Id, 1, "", (s, c, _) => s.Sign(c))));
        Done(await ActAsync<SignedSubmission>(door, Leader, draft.Id, 1, "", (s, c, _) => s.Sign(c)));
        Assert.Equal("submission.signed", Code(await ActAsync<SignedSubmission>(door, Leader, draft.Id, 2, "", (s, c, _) => s.Sign(c))));

        var gone = Done(await ActAsync<SignedSubmission>(door, Clerk, draft.Id, 2, "", (s, c, _) => s.Submit(c)));
        Assert.Equal(("领导 01", Now), (gone.SignedBy, gone.SubmittedAt));
        Assert.Equal("submission.submitted", Code(await ActAsync<SignedSubmission>(door, Clerk, draft.Id, 3, "", (s, c, _) => s.Submit(c))));
        Assert.Equal("submission.other-unit", SignedSubmission.New(Context(Clerk), sent with { UnitId = "ORG-U035" }).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("PLT-016")]
    public async Task A_notice_published_and_withdrawn_keeps_both_times(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var door = new RecordDoor(city.Store.Transactions, city.Store);
        var withdrawn = CityClock.FromLocal(new(2017, 6, 3, 10, 0, 0));
        var sent = new NoticeRequest(Guid.CreateVersion7(), NoticeKind.PublicDisplay, "市政府门户网站", "公示内容", "三政办〔2017〕29号 七", Unit);
        var notice = Done(await door.AddAsync(Context(Supervisor), PublicNotice.New(Context(Supervisor), sent).Value, sent, CancellationToken.None));

        Done(await ActAsync<PublicNotice>(door, Supervisor, notice.Id, 1, "数字有误", (n, c, text) => n.Withdraw(c, new(null, 1, text)), at: withdrawn));

        var found = (await door.FindAsync<PublicNotice>(Leader, notice.Id, CancellationToken.None)).Value;
        Assert.Equal((Now, withdrawn), (found.Record.PublishedAt, found.Record.WithdrawnAt));
        Assert.Equal(("市政府门户网站", "公示内容", "数字有误"), (found.Record.Medium, found.Record.Content, found.Record.WithdrawnBecause));
        Assert.Equal((null, "数字有误"), found.Changes.Where(c => c.Field == "withdrawnBecause").Select(c => (c.Old, c.New)).Single());
        Assert.Equal("notice.withdrawn", Code(await ActAsync<PublicNotice>(door, Supervisor, notice.Id, 2, "再撤", (n, c, text) => n.Withdraw(c, new(null, 2, text)))));
        Assert.Equal("record.wrong-post", PublicNotice.New(Context(Clerk), sent).Refusal.Code);
        Assert.Equal("input.missing", PublicNotice.New(Context(Supervisor), sent with { Kind = null }).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("PLT-023")]
    public async Task Two_printed_values_are_kept_and_the_used_one_is_marked_with_its_discrepancy(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var door = new RecordDoor(city.Store.Transactions, city.Store);
        var sent = new PrintedPairRequest(Guid.CreateVersion7(), "隐患点 3", "规模", "特大型", "表", "大型", "文", UsedValue.First, "D-GEO-01", "三政办〔2017〕27号 三(三)", Unit);
        var pair = Done(await door.AddAsync(Context(Administrator), PrintedPair.New(Context(Administrator), sent).Value, sent, CancellationToken.None));
        Assert.Equal("规模: 特大型 (表) / 大型 (文)，采用特大型（D-GEO-01）", pair.Shown);

        Done(await ActAsync<PrintedPair>(door, Administrator, pair.Id, 1, "市里核定", (p, c, text) => p.Use(c, new(null, 1, UsedValue.Second, text))));

        var found = (await door.FindAsync<PrintedPair>(Leader, pair.Id, CancellationToken.None)).Value;
        Assert.Equal(("特大型", "大型", "大型"), (found.Record.First, found.Record.Second, found.Record.UsedText));
        Assert.Contains(found.Changes, c => c is { Field: "used", Old: "First", New: "Second" });
        Assert.Equal("record.wrong-post", PrintedPair.New(Context(Supervisor), sent).Refusal.Code);
        Assert.Equal("input.missing", PrintedPair.New(Context(Administrator), sent with { DiscrepancyId = "" }).Refusal.Code);
    }

    private static Task<Outcome<LedgerItem>> AddItemAsync(RecordDoor door, Guid? id = null, decimal? amount = null, string unit = Unit)
    {
        var sent = new LedgerItemRequest(id ?? Guid.CreateVersion7(), "整改台账", "完善资料", "三政办〔2017〕28号 附件", unit, new(2017, 6, 15), amount);
        return door.AddAsync(Context(Supervisor), LedgerItem.New(Context(Supervisor), sent).Value, sent, CancellationToken.None);
    }

    private static Task<Outcome<LedgerItem>> StrikeOffAsync(RecordDoor door, Principal who, LedgerItem item, int version) =>
        ActAsync<LedgerItem>(door, who, item.Id, version, "", (i, c, _) => i.StrikeOff(c));

    private static Task<Outcome<T>> ActAsync<T>(
        RecordDoor door, Principal who, Guid id, int version, string text, Func<T, ActContext, string, Refusal?> change, Guid? act = null, DateTime? at = null)
        where T : KeptRecord
    {
        var context = Context(who, at);
        return door.ChangeAsync<T>(context, id, "act", act ?? Guid.CreateVersion7(), version, text, r => change(r, context, text), CancellationToken.None);
    }

    private static Principal Somebody(int number, string label, Post post) =>
        new(Guid.Parse($"02000000-0000-7000-8000-{number:000000000000}"), label, post, Unit, Scope.Everything);

    private static ActContext Context(Principal who, DateTime? at = null) => new(who, at ?? Now, "test");

    private static T Done<T>(Outcome<T> outcome) => outcome.Moved ? outcome.Value : throw new Xunit.Sdk.XunitException(outcome.Refusal.Message);

    private static string Code<T>(Outcome<T> outcome) => outcome.Refusal.Code;
}
