using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Exchange;
using Dizhu.Core.Journal;
using Dizhu.Core.Organisations;
using Dizhu.Storage.Postgres;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>What happens inside is told outside: in order per case, and not lost.</summary>
public class RelayTests
{
    private const string Secret = "test-secret";

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_receiver_down_for_an_hour_gets_everything_once_in_order_per_case_when_it_is_back(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (clock, receiver) = (TestClock.Monday(), new Receiver());
        await SubscribeAsync(city);
        var relay = NewRelay(city, clock, receiver);
        receiver.Answer = (n, _) => n % 2 == 0 ? throw new HttpRequestException("refused") : Task.FromResult(HttpStatusCode.ServiceUnavailable);
        for (var minute = 0; minute < 60; minute++)
        {
            if (minute % 10 == 0)
            {
                await AcceptedCaseAsync(city);
            }

            await TurnAsync(city, relay, clock);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(receiver.Taken);
        Assert.InRange(receiver.Calls, 6, 120);
        receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.NoContent);
        clock.Advance(Relay.PauseAfter(99));
        await TurnAsync(city, relay, clock);

        Assert.Equal(await AllAsync(city), receiver.Taken.Select(t => t.Id).Order());
        AssertOrder(receiver);
        var calls = receiver.Calls;
        clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync(city, relay, clock);
        Assert.Equal(calls, receiver.Calls);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_relays_at_once_never_send_one_message_at_once_and_send_each_once(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (clock, receiver) = (TestClock.Monday(), new Receiver());
        await SubscribeAsync(city);
        for (var i = 0; i < 12; i++)
        {
            await AcceptedCaseAsync(city);
        }

        Relay[] nodes = [NewRelay(city, clock, receiver), NewRelay(city, clock, receiver)];
        await Task.WhenAll(nodes.Select(n => TurnAsync(city, n, clock)));
        await TurnAsync(city, nodes[0], clock);

        Assert.Equal(await AllAsync(city), receiver.Taken.Select(t => t.Id).Order());
        Assert.Equal(24, receiver.Calls);
        AssertOrder(receiver);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_sent_but_not_acknowledged_is_sent_again_under_the_same_id_and_nothing_overtakes_it(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (clock, receiver) = (TestClock.Monday(), new Receiver());
        await SubscribeAsync(city);
        await AcceptedCaseAsync(city);
        var relay = NewRelay(city, clock, receiver);

        // The receiver takes the message and its answer is lost.
        receiver.Answer = async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return HttpStatusCode.OK;
        };
        receiver.TakesAnyway = true;
        await TurnAsync(city, relay, clock);
        await using (var db = city.Store.Open())
        {
            Assert.Equal("No answer in time.", (await db.Set<Delivery>().SingleAsync(d => d.Seq == 1)).LastError);
        }

        receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.InternalServerError);
        receiver.TakesAnyway = false;
        clock.Advance(Relay.PauseAfter(1));
        await TurnAsync(city, relay, clock);
        receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.OK);
        await TurnAsync(city, relay, clock);
        Assert.Equal([1], receiver.Taken.Select(t => t.Seq));
        clock.Advance(Relay.PauseAfter(2));
        await TurnAsync(city, relay, clock);

        Assert.Equal([1, 1, 2], receiver.Taken.Select(t => t.Seq));
        Assert.Equal(receiver.Taken.ElementAt(0).Id, receiver.Taken.ElementAt(1).Id);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_node_that_dies_while_sending_leaves_its_messages_to_the_others_when_its_lease_ends(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (clock, receiver) = (TestClock.Monday(), new Receiver());
        await SubscribeAsync(city);
        await AcceptedCaseAsync(city);
        using var dies = new CancellationTokenSource();
        receiver.Answer = async (_, ct) =>
        {
            await dies.CancelAsync();
            ct.ThrowIfCancellationRequested();
            return HttpStatusCode.OK;
        };
        await new Fan(city.Store.Transactions, city.Store).RunAsync(clock.Now, CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NewRelay(city, clock, receiver).RunAsync(dies.Token));

        receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.OK);
        var other = NewRelay(city, clock, receiver);
        await TurnAsync(city, other, clock);
        Assert.Empty(receiver.Taken);
        clock.Advance(Relay.Lease);
        await TurnAsync(city, other, clock);
        Assert.Equal([1, 2], receiver.Taken.Select(t => t.Seq));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Subscribers_get_only_the_topics_they_asked_for_and_nothing_once_they_ended(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (clock, receiver) = (TestClock.Monday(), new Receiver());
        await SubscribeAsync(city, topics: "case.accept,case.close");
        var ended = await SubscribeAsync(city);
        await AcceptedCaseAsync(city);
        await new Fan(city.Store.Transactions, city.Store).RunAsync(clock.Now, CancellationToken.None);
        await using (var db = city.Store.Open())
        {
            await db.Set<Subscription>().Where(s => s.Id == ended).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, clock.Now));
        }

        await TurnAsync(city, NewRelay(city, clock, receiver), clock);
        Assert.Equal("case.accept", Assert.Single(receiver.Taken).Topic);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_administrator_has_a_failed_message_sent_again_at_once_and_attempts_go_on_counting(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (clock, receiver, door) = (TestClock.Monday(), new Receiver { Answer = (_, _) => Task.FromResult(HttpStatusCode.ServiceUnavailable) }, new Undelivered(city.Store.Transactions));
        var to = await SubscribeAsync(city);
        await AcceptedCaseAsync(city);
        var relay = NewRelay(city, clock, receiver);
        await TurnAsync(city, relay, clock);
        var (head, next) = (await DeliveryAsync(city, 1), await DeliveryAsync(city, 2));
        receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.OK);
        Assert.Equal("delivery.wrong-post", (await door.RetryAsync(Act(clock, Post.Dispatcher), to, head.MessageId, default)).Refusal.Code);
        Assert.Equal("delivery.not-failed", (await door.RetryAsync(Act(clock), to, next.MessageId, default)).Refusal.Code);
        Assert.Equal("delivery.not-found", (await door.RetryAsync(Act(clock), to, Guid.NewGuid(), default)).Refusal.Code);
        await TurnAsync(city, relay, clock);
        Assert.Empty(receiver.Taken);

        Assert.True((await door.RetryAsync(Act(clock), to, head.MessageId, default)).Moved);
        Assert.True((await door.RetryAsync(Act(clock), to, head.MessageId, default)).Moved);
        await TurnAsync(city, relay, clock);

        Assert.Equal([1, 2], receiver.Taken.Select(t => t.Seq));
        Assert.Equal(2, (await DeliveryAsync(city, 1)).Attempts);
        Assert.Equal("delivery.delivered", (await door.RetryAsync(Act(clock), to, head.MessageId, default)).Refusal.Code);
        var line = Assert.Single(await LinesAsync(city));
        Assert.StartsWith("再次发送：给“联网系统”的消息", line.What, StringComparison.Ordinal);
        Assert.Equal("系统管理员 01", line.Who);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_set_aside_is_not_sent_any_more_and_the_next_of_its_case_goes_on(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (clock, receiver, door) = (TestClock.Monday(), new Receiver { Answer = (_, _) => Task.FromResult(HttpStatusCode.BadRequest) }, new Undelivered(city.Store.Transactions));
        var to = await SubscribeAsync(city);
        await AcceptedCaseAsync(city);
        var relay = NewRelay(city, clock, receiver);
        await TurnAsync(city, relay, clock);
        var head = await DeliveryAsync(city, 1);
        Assert.Equal("delivery.reason", (await door.SetAsideAsync(Act(clock), to, head.MessageId, new(" "), default)).Refusal.Code);
        Assert.Equal("delivery.reason", (await door.SetAsideAsync(Act(clock), to, head.MessageId, new(new string('长', 201)), default)).Refusal.Code);
        receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.OK);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("对方系统不收这类消息", (await door.SetAsideAsync(Act(clock), to, head.MessageId, new(" 对方系统不收这类消息 "), default)).Value.SetAsideBecause);
        }

        // To try it again would let it overtake: it stays where it is.
        Assert.NotNull((await door.RetryAsync(Act(clock), to, head.MessageId, default)).Value.SetAsideAt);
        clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync(city, relay, clock);

        Assert.Equal([2], receiver.Taken.Select(t => t.Seq));
        Assert.Equal(("系统管理员 01", null), ((await DeliveryAsync(city, 1)).SetAsideBy, (await DeliveryAsync(city, 1)).DeliveredAt));
        Assert.Contains("搁置（对方系统不收这类消息）", Assert.Single(await LinesAsync(city)).What, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_a_node_is_sending_is_left_to_it_until_its_lease_ends(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (clock, door) = (TestClock.Monday(), new Undelivered(city.Store.Transactions));
        var to = await SubscribeAsync(city);
        var id = Guid.NewGuid();
        await using (var db = city.Store.Open())
        {
            db.Add(new Delivery
            {
                SubscriptionId = to,
                MessageId = id,
                CaseId = Guid.NewGuid(),
                Seq = 1,
                Topic = "case.close",
                Body = "{}",
                Attempts = 3,
                NextAt = clock.Now + Relay.Lease,
                LastError = "No answer in time.",
            });
            await db.SaveChangesAsync();
        }

        Assert.Equal("delivery.being-sent", (await door.RetryAsync(Act(clock), to, id, default)).Refusal.Code);
        Assert.Equal("delivery.being-sent", (await door.SetAsideAsync(Act(clock), to, id, new("不再需要"), default)).Refusal.Code);
        clock.Advance(Relay.Lease);
        Assert.True((await door.SetAsideAsync(Act(clock), to, id, new("不再需要"), default)).Moved);
    }

    [Fact]
    public async Task A_message_of_a_transaction_still_in_flight_is_not_skipped_by_later_ones()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Postgres);
        var (clock, receiver) = (TestClock.Monday(), new Receiver());
        await SubscribeAsync(city);
        var relay = NewRelay(city, clock, receiver);
        var early = new OutboxMessage { Id = Ids.New(clock.Now.AddMinutes(-1)), CaseId = Guid.NewGuid(), Seq = 1, Topic = "case.report", At = clock.Now.AddMinutes(-1) };
        await using var slow = city.Store.Open();
        await using var transaction = await slow.Database.BeginTransactionAsync();
        slow.Add(early);
        await slow.SaveChangesAsync();

        await AcceptedCaseAsync(city);
        await TurnAsync(city, relay, clock);
        Assert.Equal(2, receiver.Taken.Count);
        await transaction.CommitAsync();
        await TurnAsync(city, relay, clock);

        Assert.Equal(early.Id, receiver.Taken.Last().Id);
    }

    private static void AssertOrder(Receiver receiver) =>
        Assert.All(receiver.Taken.GroupBy(t => t.CaseId), g => Assert.Equal(Enumerable.Range(1, g.Count()), g.Select(t => t.Seq)));

    private static async Task<IEnumerable<Guid>> AllAsync(SmallCity city)
    {
        await using var db = city.Store.Open();
        return (await db.Set<OutboxMessage>().Select(m => m.Id).ToListAsync()).Order();
    }

    private static async Task TurnAsync(SmallCity city, Relay relay, TestClock clock)
    {
        await new Fan(city.Store.Transactions, city.Store).RunAsync(clock.Now, CancellationToken.None);
        await relay.RunAsync(CancellationToken.None);
    }

    private static async Task AcceptedCaseAsync(SmallCity city) => Assert.True((await city.AcceptAsync(await city.ReportAsync())).Moved);

    private static async Task<Guid> SubscribeAsync(SmallCity city, string topics = "")
    {
        var subscription = new Subscription
        {
            Id = Guid.NewGuid(),
            Label = "联网系统",
            Channel = Channel.Webhook,
            Target = "http://receiver.example.org/dizhu",
            Topics = topics,
            Secret = Secret,
            CreatedAt = TestClock.Monday().Now,
        };
        await using var db = city.Store.Open();
        db.Add(subscription);
        await db.SaveChangesAsync();
        return subscription.Id;
    }

    private static ActContext Act(TestClock clock, Post post = Post.Administrator) => new(new Principal(Guid.Empty, $"{post.Name()} 01", post, null, Scope.Everything), clock.Now, "test");

    private static async Task<Delivery> DeliveryAsync(SmallCity city, int seq)
    {
        await using var db = city.Store.Open();
        return await db.Set<Delivery>().SingleAsync(d => d.Seq == seq);
    }

    private static async Task<List<AuditEntry>> LinesAsync(SmallCity city)
    {
        await using var db = city.Store.Open();
        return await db.Set<AuditEntry>().Where(a => a.Kind == Undelivered.AuditKind).ToListAsync();
    }

    private static Relay NewRelay(SmallCity city, TestClock clock, Receiver receiver) =>
        new(city.Store.Transactions, city.Store, [new WebhookSender(new HttpClient(receiver) { Timeout = TimeSpan.FromMilliseconds(100) })], clock);

    /// <summary>Somebody else's system: checks the signature, and that no message comes while it is still busy with the same.</summary>
    private sealed class Receiver : HttpMessageHandler
    {
        private readonly ConcurrentDictionary<Guid, bool> _busy = new();
        private int _calls;

        public Func<int, CancellationToken, Task<HttpStatusCode>> Answer { get; set; } = (_, _) => Task.FromResult(HttpStatusCode.OK);

        public bool TakesAnyway { get; set; }

        public int Calls => _calls;

        public ConcurrentQueue<ToldMessage> Taken { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var n = Interlocked.Increment(ref _calls);
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            var timestamp = request.Headers.GetValues(Signature.TimestampHeader).Single();
            Assert.True(long.Parse(timestamp, CultureInfo.InvariantCulture) > 0);
            Assert.Equal(Signature.Of(Secret, timestamp, body), request.Headers.GetValues(Signature.Header).Single());
            Assert.NotEqual(Signature.Of(Secret, timestamp, body + " "), request.Headers.GetValues(Signature.Header).Single());
            var told = JsonSerializer.Deserialize<ToldMessage>(body, JsonSerializerOptions.Web)!;
            Assert.Equal(told.Id.ToString(), request.Headers.GetValues(Signature.IdHeader).Single());
            Assert.True(_busy.TryAdd(told.Id, true), "sent twice at once");
            try
            {
                if (TakesAnyway)
                {
                    Taken.Enqueue(told);
                }

                var status = await Answer(n, cancellationToken);
                if (!TakesAnyway && (int)status < 300)
                {
                    Taken.Enqueue(told);
                }

                return new HttpResponseMessage(status);
            }
            finally
            {
                _busy.TryRemove(told.Id, out _);
            }
        }
    }
}
