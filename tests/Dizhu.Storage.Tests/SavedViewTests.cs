using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Dizhu.Core.Views;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;

namespace Dizhu.Storage.Tests;

/// <summary>Saved views on both databases: own ones only, once each, in their order, and nothing of an address but known conditions.</summary>
public class SavedViewTests
{
    private static readonly Principal Dispatcher = Somebody(1, Post.Dispatcher);

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_view_keeps_the_conditions_its_list_knows_and_nothing_else_and_is_saved_once(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var views = new SavedViews(city.Store.Transactions, city.Store);
        var sent = new ViewRequest(Guid.CreateVersion7(), SavedList.Cases, " 湖滨区超期 ",
            [new("overdue", "true"), new("class", " 2013-E0110 "), new("returnUrl", "https://example.org/"), new("cursor", "x"), new("case", "y"), new("text", "")]);

        var saved = Done(await views.SaveAsync(Context(Dispatcher), sent, default));
        var again = Done(await views.SaveAsync(Context(Dispatcher), sent, default));

        Assert.Equal(("湖滨区超期", 1, saved.Id), (saved.Name, saved.Position, again.Id));
        var kept = Assert.Single(await views.ListAsync(Dispatcher, SavedList.Cases, default));
        Assert.Equal([new("class", "2013-E0110"), new("overdue", "true")], kept.Conditions);
        Assert.Equal("input.id-reused", Code(await views.SaveAsync(Context(Dispatcher), sent with { Name = "另一个" }, default)));
        Assert.Equal("input.id-reused", Code(await views.SaveAsync(Context(Somebody(2, Post.Dispatcher)), sent, default)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_view_is_seen_and_changed_by_nobody_else_not_in_another_post_and_not_in_a_lent_one(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var views = new SavedViews(city.Store.Transactions, city.Store);
        var view = await SavedAsync(views, Dispatcher, "本周");
        Principal[] others =
        [
            Somebody(2, Post.Dispatcher), Dispatcher with { Post = Post.ShiftLeader }, Somebody(3, Post.Dispatcher) with { For = new Represented(Dispatcher.Id, Dispatcher.Label) },
        ];
        foreach (var other in others)
        {
            Assert.Empty(await views.ListAsync(other, null, default));
            Assert.Equal("view.not-found", Code(await views.ChangeAsync(Context(other), view.Id, new("改", null), default)));
            Assert.Equal("view.not-found", Code(await views.DeleteAsync(Context(other), view.Id, default)));
            await SavedAsync(views, other, "本周");
        }

        Assert.Single(await views.ListAsync(Dispatcher, null, default));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Views_are_renamed_put_in_order_and_deleted_and_each_may_be_sent_twice(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var views = new SavedViews(city.Store.Transactions, city.Store);
        var (a, b, c) = (await SavedAsync(views, Dispatcher, "甲"), await SavedAsync(views, Dispatcher, "乙"), await SavedAsync(views, Dispatcher, "丙"));
        await SavedAsync(views, Dispatcher, "甲", SavedList.Log);

        for (var i = 0; i < 2; i++)
        {
            Done(await views.ChangeAsync(Context(Dispatcher), c.Id, new(null, 1), default));
            Done(await views.ChangeAsync(Context(Dispatcher), a.Id, new("丁", 99), default));
        }

        Assert.Equal([("丙", 1), ("乙", 2), ("丁", 3)], (await views.ListAsync(Dispatcher, SavedList.Cases, default)).Select(v => (v.Name, v.Position)));
        Assert.Equal("view.name-taken", Code(await views.ChangeAsync(Context(Dispatcher), a.Id, new("乙", null), default)));
        Assert.Equal("view.name", Code(await views.ChangeAsync(Context(Dispatcher), a.Id, new(new string('长', 21), null), default)));
        Assert.True(Done(await views.DeleteAsync(Context(Dispatcher), b.Id, default)));
        Assert.True(Done(await views.DeleteAsync(Context(Dispatcher), b.Id, default)));
        Assert.Equal(["丙", "丁"], (await views.ListAsync(Dispatcher, SavedList.Cases, default)).Select(v => v.Name));
        Assert.Equal(2, (await views.ListAsync(Dispatcher, SavedList.Cases, default)).Select(v => v.Id).Intersect([a.Id, c.Id]).Count());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_wrong_is_said_with_its_field_and_a_row_of_views_has_an_end(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var views = new SavedViews(city.Store.Transactions, city.Store);
        var empty = await views.SaveAsync(Context(Dispatcher), new(null, null, " ", null), default);
        Assert.Equal(["id", "list", "name", "conditions"], empty.Refusals.Select(r => r.Field));
        Assert.Equal("view.conditions", Code(await SaveAsync(views, Dispatcher, "长", SavedList.Cases, new string('长', 1001))));

        // As long as may be, in characters that take the most room.
        Done(await SaveAsync(views, Dispatcher, "长", SavedList.Cases, new string('砥', 1000)));
        Assert.Equal(new string('砥', 1000), Assert.Single((await views.ListAsync(Dispatcher, null, default))[0].Conditions).Value);
        Assert.Equal("view.name-taken", Code(await SaveAsync(views, Dispatcher, "长", SavedList.Cases, "别的")));
        for (var i = 1; i < SavedViews.Most; i++)
        {
            await SavedAsync(views, Dispatcher, $"第 {i} 个", i % 2 == 0 ? SavedList.Cases : SavedList.People);
        }

        Assert.Equal("view.too-many", Code(await SaveAsync(views, Dispatcher, "再一个", SavedList.Log, "login")));
        await SavedAsync(views, Dispatcher with { Post = Post.ShiftLeader }, "另一岗位");
    }

    private static Task<Outcome<SavedView>> SaveAsync(SavedViews views, Principal who, string name, SavedList list, string value) =>
        views.SaveAsync(Context(who), new(Guid.CreateVersion7(), list, name, [new(list.Keys()[1], value)]), default);

    private static async Task<SavedView> SavedAsync(SavedViews views, Principal who, string name, SavedList list = SavedList.Cases) => Done(await SaveAsync(views, who, name, list, "x"));

    private static Principal Somebody(int number, Post post) =>
        new(Guid.Parse($"02000000-0000-7000-8000-{number:000000000000}"), $"{post.Name()} 0{number}", post, "ORG-U048", Scope.Everything);

    private static ActContext Context(Principal who) => new(who, TestClock.Monday().Now, "test");

    private static T Done<T>(Outcome<T> outcome) => outcome.Moved ? outcome.Value : throw new Xunit.Sdk.XunitException(outcome.Refusal.Message);

    private static string Code<T>(Outcome<T> outcome) => outcome.Refusal.Code;
}
