using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Inbox;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;

namespace Dizhu.Storage.Tests;

/// <summary>Notes that people write to each other inside the system, on both databases.</summary>
public class InboxNoteTests
{
    private const string Unit = "ORG-U048";
    private static readonly DateTime Now = TestClock.Monday().Now;
    private static readonly Principal Leader = Somebody(1, "值班长 01", Post.ShiftLeader, "ORG-U081-S", Scope.Everything);
    private static readonly Principal Clerk = Somebody(2, "专业部门 01", Post.UnitClerk, Unit, new Scope(ScopeKind.UnitSubtree, [Unit]));
    private static readonly Principal Handler = Somebody(3, "处置员 01", Post.FieldHandler, Unit, Scope.OwnOnly);

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_note_to_a_post_reaches_its_holders_shows_at_the_bell_and_is_read_by_each(DatabaseKind kind)
    {
        await using var city = await OpenAsync(kind);
        var (notes, inbox) = Doors(city);
        var sent = new NoteRequest(Guid.CreateVersion7(), " 今晚有暴雨，\n请值守。 ", Post.Acceptor, null, null);

        var note = Done(await notes.SendAsync(Context(Leader), sent, default));
        Assert.Equal(note.Id, Done(await notes.SendAsync(Context(Leader), sent, default)).Id);
        Assert.Equal("input.id-reused", Code(await notes.SendAsync(Context(Leader), sent with { Text = "别的" }, default)));

        Assert.Equal(("今晚有暴雨，\n请值守。", 1, "值班长 01"), (note.Text, note.Reached, note.By));
        var line = Assert.Single(await inbox.ListAsync(SmallCity.Acceptor, default));
        Assert.Equal((InboxKind.Note, note.Text, "值班长 01", null, false), (line.Message.Kind, line.Note!.Text, line.Note.By, line.Message.CaseId, line.Read));
        Assert.Equal(1, await inbox.UnreadOpenAsync(SmallCity.Acceptor, default));
        Assert.Empty(await inbox.ListAsync(Clerk, default));
        Assert.False(await inbox.ReadAsync(Context(Clerk), line.Message.Id, default));
        Assert.True(await inbox.ReadAsync(SmallCity.Context(), line.Message.Id, default));
        Assert.Equal(0, await inbox.UnreadOpenAsync(SmallCity.Acceptor, default));
        Assert.True(Assert.Single(await inbox.ListAsync(SmallCity.Acceptor, default)).Read);
        Assert.Equal(note.Id, Assert.Single(await notes.SentAsync(Leader, default)).Id);
        Assert.Empty(await notes.SentAsync(SmallCity.Acceptor, default));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_note_to_a_unit_is_for_everybody_of_it_and_one_to_people_for_them_alone(DatabaseKind kind)
    {
        await using var city = await OpenAsync(kind);
        var (notes, inbox) = Doors(city);

        Assert.Equal(2, Done(await notes.SendAsync(Context(Leader), New(unit: Unit), default)).Reached);
        Assert.Equal(1, Done(await notes.SendAsync(Context(Leader), New(post: Post.FieldHandler, unit: Unit), default)).Reached);
        Assert.Equal(2, Done(await notes.SendAsync(Context(Leader), New(people: ["专业部门01", " 受理员 01 ", "受理员 01"]), default)).Reached);

        foreach (var (who, count) in new[] { (Clerk, 2), (Handler, 2), (SmallCity.Acceptor, 1), (Leader, 0) })
        {
            Assert.Equal(count, (await inbox.ListAsync(who, default)).Count);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_note_beside_messages_of_cases_takes_nothing_from_them(DatabaseKind kind)
    {
        await using var city = await OpenAsync(kind);
        var (notes, inbox) = Doors(city);
        var @case = await city.ReportAsync();
        await using (var db = city.Store.Open())
        {
            db.Add(new InboxMessage { Id = Guid.NewGuid(), Kind = InboxKind.NewTask, CaseId = @case, Post = Post.Acceptor, At = Now.AddHours(1) });
            await db.SaveChangesAsync();
        }

        Done(await notes.SendAsync(Context(Leader), New(post: Post.Acceptor), default));

        Assert.Equal([@case, null], (await inbox.ListAsync(SmallCity.Acceptor, default)).Select(l => l.Message.CaseId));
        Assert.Equal(2, await inbox.UnreadAsync(SmallCity.Acceptor, default));
    }

    [Fact]
    public async Task Who_may_not_write_or_not_so_far_and_whom_nobody_knows_is_said_with_its_field()
    {
        await using var city = await OpenAsync(DatabaseKind.Sqlite);
        var (notes, _) = Doors(city);
        var near = Somebody(9, "派遣员 09", Post.Dispatcher, Unit, new Scope(ScopeKind.UnitSubtree, [Unit]));

        Assert.Equal("inbox.wrong-post", Code(await notes.SendAsync(Context(Clerk), New(unit: Unit), default)));
        Assert.Equal(["input.missing", "inbox.text", "inbox.to"], (await notes.SendAsync(Context(Leader), new(null, " ", null, null, null), default)).Refusals.Select(r => r.Code));
        Assert.Equal("inbox.text", Code(await notes.SendAsync(Context(Leader), New(post: Post.Acceptor) with { Text = new string('长', 501) }, default)));
        Assert.Equal("inbox.post", Code(await notes.SendAsync(Context(Leader), New(post: Post.Citizen), default)));
        Assert.Equal("record.unknown-unit", Code(await notes.SendAsync(Context(Leader), New(unit: "ORG-NONE"), default)));
        Assert.Equal("inbox.nobody", Code(await notes.SendAsync(Context(Leader), New(post: Post.Leader), default)));
        Assert.Equal(("inbox.unknown-person", "people"), Fault(await notes.SendAsync(Context(Leader), New(people: ["受理员 01", "受理员 99"]), default)));
        Assert.Equal("inbox.to", Code(await notes.SendAsync(Context(Leader), New(post: Post.Acceptor, people: ["受理员 01"]), default)));
        Assert.Equal("inbox.too-many-people", Code(await notes.SendAsync(Context(Leader), New(people: [.. Enumerable.Range(0, 51).Select(i => $"受理员 {i}")]), default)));
        Assert.Equal("inbox.out-of-reach", Code(await notes.SendAsync(Context(near), New(post: Post.UnitClerk), default)));
        Assert.Equal("inbox.out-of-reach", Code(await notes.SendAsync(Context(near), New(people: ["受理员 01"]), default)));
        Assert.Equal(1, Done(await notes.SendAsync(Context(near), New(post: Post.UnitClerk, unit: Unit), default)).Reached);
        Assert.Equal(1, Done(await notes.SendAsync(Context(near), New(people: ["专业部门 01"]), default)).Reached);
    }

    /// <summary>The small city with a clerk and a handler in one unit, and the shift leader.</summary>
    private static async Task<SmallCity> OpenAsync(DatabaseKind kind)
    {
        var city = await SmallCity.OpenAsync(kind);
        await using var db = city.Store.Open();
        foreach (var who in new[] { Leader, Clerk, Handler })
        {
            db.Add(new Person { Id = who.Id, Label = who.Label, IsSynthetic = true, Active = true });
            db.Add(new PostAssignment
            {
                Id = Guid.NewGuid(),
                PersonId = who.Id,
                Post = who.Post,
                UnitId = who.UnitId,
                ScopeKind = who.Scope.Kind,
                ScopeKeys = [.. who.Scope.Keys],
                From = new DateOnly(2017, 1, 1),
            });
        }

        await db.SaveChangesAsync();
        return city;
    }

    private static (Notes Notes, Inboxes Inbox) Doors(SmallCity city) =>
        (new(city.Store.Transactions, city.Store, city.Books), new(city.Store.Transactions, city.Store, city.Books));

    private static NoteRequest New(Post? post = null, string? unit = null, string[]? people = null) => new(Guid.CreateVersion7(), "请注意", post, unit, people);

    private static Principal Somebody(int number, string label, Post post, string unit, Scope scope) => new(Guid.Parse($"03000000-0000-7000-8000-{number:000000000000}"), label, post, unit, scope);

    private static ActContext Context(Principal who) => new(who, Now, "test");

    private static T Done<T>(Outcome<T> outcome) => outcome.Moved ? outcome.Value : throw new Xunit.Sdk.XunitException(outcome.Refusal.Message);

    private static string Code<T>(Outcome<T> outcome) => outcome.Refusal.Code;

    private static (string Code, string? Field) Fault<T>(Outcome<T> outcome) => (outcome.Refusal.Code, outcome.Refusal.Field);
}
