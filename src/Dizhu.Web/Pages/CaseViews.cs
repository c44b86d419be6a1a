using Dizhu.Core.Organisations;
using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Calendars;
using Dizhu.WebKit;

namespace Dizhu.Web.Pages;

/// <summary>Turns what the rooms say of a case into what the furniture shows.</summary>
internal static class CaseViews
{
    // Acts that do not wait: somebody above may step in at any time.
    private static readonly CaseAct[] BesideTurn = [CaseAct.Cancel, CaseAct.ForceClose, CaseAct.Correct, CaseAct.Merge, CaseAct.HandOver, CaseAct.GrantReturn];

    /// <summary>A moment as shown: <c>2026-11-23 14:05</c>.</summary>
    public static string Moment(DateTime utc) => CityClock.ToLocal(utc).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A moment within the year: <c>11-23 14:05</c>.</summary>
    public static string ShortMoment(DateTime utc) => CityClock.ToLocal(utc).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>What a running clock has left, or how a standing one stands.</summary>
    public static RemainingView Remaining(CaseClock? turn, WorkCalendar calendar, DateTime now)
    {
        if (turn is null || turn is { LimitAmount: null })
        {
            return RemainingView.NoLimit();
        }

        if (turn.State == ClockState.Paused)
        {
            return RemainingView.Stopped();
        }

        var limit = new TimeLimit(turn.LimitAmount!.Value, turn.LimitUnit!.Value);
        var (used, length) = (turn.UsedAt(calendar, now), calendar.LengthOf(limit));
        var minutes = (long)(length - used).TotalMinutes;
        return RemainingView.OfMinutes(LightOf(used, length), minutes, $"{Moment(turn.DueAt!.Value)} {PageText.Of("clock.due")}，{limit}");
    }

    /// <summary>A clock with its bar.</summary>
    public static ClockView Clock(CaseClock turn, WorkCalendar calendar, DateTime now)
    {
        var used = turn.UsedAt(calendar, now);
        var limit = turn is { LimitAmount: { } amount, LimitUnit: { } unit } ? new TimeLimit(amount, unit) : (TimeLimit?)null;
        var length = limit is { } l ? calendar.LengthOf(l) : (TimeSpan?)null;
        var light = turn.State switch
        {
            ClockState.Paused => LightKind.Hold,
            _ when length is { } of => LightOf(used, of),
            _ => LightKind.None,
        };
        return new ClockView(
            turn.Kind.Name(),
            light,
            limit?.ToString(),
            DurationWords.Exact(WholeMinutes(used)),
            length is { Ticks: > 0 } whole ? Math.Round((decimal)used.Ticks * 100 / whole.Ticks, 1) : null);
    }

    /// <summary>The timeline: every act with who, when, opinion, limit and used; pauses drawn between.</summary>
    public static IReadOnlyList<TimelineItem> Timeline(CaseFile file, CityBooks city, WorkCalendar calendar, DateTime now)
    {
        var items = new List<TimelineItem>();
        foreach (var e in file.Entries)
        {
            var stopped = e.Body.Clocks.LastOrDefault(c => c.State == ClockState.Stopped);
            items.Add(new TimelineItem(e.Act.Name(), Who(e, city), ShortMoment(e.Entry.At))
            {
                WhenIso = e.Entry.At.ToString("O", CultureInfo.InvariantCulture),
                Opinion = Join(e.Act == CaseAct.AnswerVerify ? PageText.Of(e.Body.Case.Verified == true ? "act.true" : "act.false") : null, e.Body.Result, e.Body.Opinion),
                Limit = stopped is { LimitAmount: { } amount, LimitUnit: { } unit } ? new TimeLimit(amount, unit).ToString() : null,
                Used = stopped is null ? null : DurationWords.Exact(WholeMinutes(new TimeSpan(stopped.UsedMicros * TimeSpan.TicksPerMicrosecond))),
            });
            items.AddRange(e.Body.Clocks.Where(c => c.State == ClockState.Paused).Select(c => TimelineItem.Pause(PageText.Of("timeline.paused", c.Kind.Name()))));
        }

        if (!file.State.Case.Stage.IsFinal())
        {
            items.Add(new TimelineItem(file.State.Case.Stage.Name(), null, null)
            {
                IsNow = true,
                Opinion = PageText.Of("timeline.waits", WaitsFor(file, city, now)),
            });
        }

        return items;
    }

    /// <summary>Whose turn it is: the person or unit who holds the open task, else the posts that may go on.</summary>
    private static string WaitsFor(CaseFile file, CityBooks city, DateTime now)
    {
        if (file.Holder is { } person)
        {
            return person;
        }

        return file.State.OpenTask?.UnitId is { } unit && file.State.Case.Stage is Stage.AwaitingSignature or Stage.Handling or Stage.AwaitingFeedback
            ? city.Organisations.NameOf(unit, CityClock.DayOf(now))
            : string.Join("、", CaseFlow.MainLine(file.State.Case.Stage).Where(m => !BesideTurn.Contains(m.Act)).SelectMany(m => m.Posts).Distinct().Select(PostNames.Name));
    }

    /// <summary>The reasons recorded with the acts, newest act first, each with what it rests on; who may do an act stands apart.</summary>
    /// <param name="ofPosts">True for the rows that only say which post does an act.</param>
    public static IReadOnlyList<WhyView> Why(CaseFile file, bool ofPosts) =>
        [.. file.Entries.Reverse().SelectMany(e => e.Body.Because.Where(b => IsOfPost(e, b) == ofPosts)
            .Select(b => new WhyView(e.Act.Name(), b.Sentence, null, RefText(b), RefHref(b)))).DistinctBy(w => (w.Label, w.Value))];

    private static bool IsOfPost(CaseFileEntry entry, Reason reason) =>
        reason.RefKind == "clause" && reason.Sentence.StartsWith(entry.Act.Name() + "由", StringComparison.Ordinal);

    /// <summary>A photo of a case, with who took it at which act.</summary>
    public static PhotoView Photo(CaseFile file, Attachment photo)
    {
        var href = $"/api/v1/cases/{file.State.Case.Id}/attachments/{photo.Id}";
        var entry = file.Entries.FirstOrDefault(e => e.Entry.Seq == photo.EntrySeq);
        var act = entry?.Act.Name() ?? "";
        return new PhotoView(href, PageText.Of("photo.alt", act), $"{act}·{entry?.Entry.PersonLabel}", ShortMoment(photo.TakenAt ?? photo.UploadedAt), href);
    }

    /// <summary>Street and community as people say them, without the committee's full name.</summary>
    public static string Community(string? street, string? community, CityBooks city) =>
        $"{city.Places.NameOrNull(street)}{city.Places.NameOrNull(community)?.Replace(PageText.Of("place.committee"), "", StringComparison.Ordinal)}";

    /// <summary>Where a case is: street, community, the reporter's words and the grid.</summary>
    public static string Place(Case c, Report first, CityBooks city) => string.Join(
        "　",
        new[]
        {
            Community(c.StreetCode, c.CommunityCode, city),
            first.PlaceText,
            c.GridCode is null ? PageText.Of("case.noGrid") : PageText.Of("case.grid", c.GridCode),
        }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>The name of a class; words for none.</summary>
    public static string ClassName(string? key, CityBooks city) => key is null ? PageText.Of("case.noClass") : city.Catalogue.FindClass(key)?.Name ?? key;

    /// <summary>Class and filing condition.</summary>
    public static string Title(Case c, CityBooks city)
    {
        var standard = c.StandardId is { } standardId ? city.Catalogue.FindStandard(standardId) : null;
        var className = ClassName(c.ClassKey, city);
        return standard is null ? className : $"{className}·{standard.FilingConditionText}";
    }

    /// <summary>What stands at the head of a case: how handling stands, what is left now, the unit.</summary>
    public static IReadOnlyList<FactView> HeadFacts(CaseFile file, CityBooks books, DateTime now)
    {
        var c = file.State.Case;
        var facts = new List<FactView>();
        if (file.State.LastTurn(ClockKind.Handling) is { } handling)
        {
            facts.Add(Fact(PageText.Of("case.handling"), handling, books, now));
        }

        var own = file.State.LastTurn(c.Stage.OwnClock());
        if (own is { State: ClockState.Running } && own.Kind != ClockKind.Handling)
        {
            facts.Add(Fact(PageText.Of("case.stageRemaining", own.Kind.Name()), own, books, now));
        }

        if (c.UnitId is { } unit)
        {
            facts.Add(new FactView(PageText.Of("cases.unit"), books.Organisations.NameOf(unit, CityClock.DayOf(c.ReportedAt))) { Href = $"/maintenance/units#{unit}" });
        }

        return facts;
    }

    private static FactView Fact(string label, CaseClock turn, CityBooks books, DateTime now)
    {
        var view = Remaining(turn, books.Calendar, now);
        if (turn.State == ClockState.Stopped && turn.OnTime is { } onTime)
        {
            return new FactView(label, PageText.Of(onTime ? "case.onTime" : "case.late")) { Light = onTime ? LightKind.Go : LightKind.Late };
        }

        return new FactView(label, Words(view))
        {
            Light = view.Light == LightKind.None ? null : view.Light,
            Note = turn.DueAt is { } due && turn.State == ClockState.Running ? PageText.Of("case.dueAt", Moment(due)) : null,
        };
    }

    /// <summary>How late, as one phrase: 超 1 小时 12 分.</summary>
    public static string Over(TimeSpan over) => Words(RemainingView.OfMinutes(LightKind.Late, (long)over.TotalMinutes));

    /// <summary>What is left, as one phrase.</summary>
    public static string Words(RemainingView view) =>
        string.Join(" ", new[] { view.Lead, view.Number, view.Unit, view.MoreNumber, view.MoreUnit }.Where(part => !string.IsNullOrEmpty(part)));

    public static ReasonView Reason(Reason reason) => new(reason.Sentence, RefText(reason), RefHref(reason));

    /// <summary>The address behind a reference, where there is a page for it.</summary>
    public static string? RefHref(Reason reason) => reason switch
    {
        { RefKind: "clause", Ref: { } clause } when clause.IndexOf(' ', StringComparison.Ordinal) is > 0 and var gap =>
            new ClauseLink(clause[..gap], clause[(gap + 1)..]).Href,
        { RefKind: "standard", Ref: { } standard } => "/maintenance/standards?class=" + Uri.EscapeDataString(standard[..standard.LastIndexOf('-')]) + "#" + Uri.EscapeDataString(standard),
        { RefKind: "duty" or "overlap" or "manual" } => "/maintenance/units",
        _ => null,
    };

    private static string? RefText(Reason reason) => reason switch
    {
        { Ref: null } => null,
        { RefKind: "clause" } => reason.Ref,
        { RefKind: "standard" } => PageText.Of("ref.standard", reason.Ref),
        { RefKind: "component" } => PageText.Of("ref.component", reason.Ref),
        { RefKind: "baseData" } => PageText.Of("ref.baseData", reason.Ref),
        { RefKind: "duty" } => PageText.Of("ref.duty", reason.Ref),
        _ => reason.Ref,
    };

    /// <summary>Seconds matter only while there is no minute yet.</summary>
    private static TimeSpan WholeMinutes(TimeSpan used) => used < TimeSpan.FromMinutes(1) ? used : TimeSpan.FromMinutes(Math.Floor(used.TotalMinutes));

    private static LightKind LightOf(TimeSpan used, TimeSpan length) => LimitLight.Of(used, length) switch
    {
        Light.Green => LightKind.Go,
        Light.Yellow => LightKind.Soon,
        _ => LightKind.Late,
    };

    private static string Who(CaseFileEntry e, CityBooks city) => e.Entry.UnitId is { } unit && Enum.Parse<Post>(e.Entry.Post) is Post.UnitClerk or Post.FieldHandler
        && city.Organisations.NameOf(unit, CityClock.DayOf(e.Entry.At)) is var name && !e.Entry.PersonLabel.Contains(name, StringComparison.Ordinal)
        ? $"{name} {Label(e)}"
        : Label(e);

    private static string Label(CaseFileEntry e) => e.Body.For?.Sign(e.Entry.PersonLabel) ?? e.Entry.PersonLabel;

    private static string? Join(params string?[] said) => said.OfType<string>().ToList() is { Count: > 0 } words ? string.Join('；', words) : null;

    /// <summary>A request in one line: what, why, how much, and whose turn it is.</summary>
    public static string Request(CaseRequest r, string limitUnit)
    {
        var amount = r.Amount is { } more ? $" {more.ToString("0.##", CultureInfo.InvariantCulture)} {limitUnit}" : r.ResumeOn is { } day ? $"至 {day:yyyy-MM-dd}" : "";
        var turn = r.WaitsFor is { } post ? $"，等{post.Name()}审批" : r.State == RequestState.Open ? "，等答复" : $"，{r.State.Name()}";
        return $"{Moment(r.AskedAt)} {r.Size.Name()}{r.Kind.Name()}{amount}：{r.Reason}{turn}{(r.Answer is { } answer ? $"：{answer}" : "")}";
    }
}
