using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Web.Api;

/// <summary>A work list.</summary>
/// <param name="Total">Rows in all, as far as they were counted.</param>
/// <param name="IsCounted">False when there are more.</param>
/// <param name="IsSynthetic">True while the city is the sample city.</param>
/// <param name="Next">The cursor of the next page; absent on the last.</param>
public sealed record CaseListAnswer(int Total, bool IsCounted, bool IsSynthetic, IReadOnlyList<CaseListAnswer.Row> Items, string? Next)
{
    /// <summary>One case in a list.</summary>
    public sealed record Row(
        Guid Id, string? Number, string ReportNumber, Stage Stage, string StageName, string PublicStatus, int Version,
        string? ClassKey, string? ClassName, string? Community, string? PlaceText, string? UnitId, string? UnitName,
        DateTime ReportedAt, DateTime? StageDueAt, DateTime? HandlingDueAt, int ReworkCount)
    {
        public static Row From(CaseListItem item, CityBooks city) => new(
            item.Id, item.Number, item.ReportNumber, item.Stage, item.Stage.Name(), item.Stage.PublicStatus(), item.Version,
            item.ClassKey, item.ClassKey is { } key ? city.Catalogue.FindClass(key)?.Name : null,
            city.Places.NameOrNull(item.CommunityCode), item.PlaceText, item.UnitId,
            item.UnitId is { } unit ? city.Organisations.NameOf(unit, CityClock.DayOf(item.ReportedAt)) : null,
            item.ReportedAt, item.StageDueAt, item.HandlingDueAt, item.ReworkCount);
    }
}

/// <summary>A case file.</summary>
public sealed record CaseFileAnswer
{
    public required Guid Id { get; init; }

    public string? Number { get; init; }

    public required Stage Stage { get; init; }

    public required string StageName { get; init; }

    public required string PublicStatus { get; init; }

    public required int Version { get; init; }

    public string? ClassKey { get; init; }

    public string? ClassName { get; init; }

    public string? StandardId { get; init; }

    /// <summary>The unit, by the name valid on the day of the report.</summary>
    public string? UnitName { get; init; }

    public string? UnitId { get; init; }

    public string? GridCode { get; init; }

    public string? DutyGridCode { get; init; }

    public string? Community { get; init; }

    public string? Street { get; init; }

    public string? ManagementAreaCode { get; init; }

    public int? AreaLevel { get; init; }

    public required double Lon { get; init; }

    public required double Lat { get; init; }

    public string? ComponentId { get; init; }

    public bool? Verified { get; init; }

    public required int ReworkCount { get; init; }

    public required int ReturnCount { get; init; }

    public required bool IsSynthetic { get; init; }

    public required bool ChainIsWhole { get; init; }

    public required IReadOnlyList<ReportPart> Reports { get; init; }

    public required IReadOnlyList<ClockPart> Clocks { get; init; }

    public required IReadOnlyList<EntryPart> Timeline { get; init; }

    public required IReadOnlyList<AttachmentPart> Attachments { get; init; }

    public required IReadOnlyList<ActPart> OpenActs { get; init; }

    /// <summary>The unit whose turn it is: the responsible one or one below it.</summary>
    public string? HolderUnitName { get; init; }

    /// <summary>挂账 until this day; null when not deferred.</summary>
    public DateOnly? DeferredUntil { get; init; }

    public Guid? OriginCaseId { get; init; }

    public Guid? MergedIntoId { get; init; }

    public int? Satisfaction { get; init; }

    public required IReadOnlyList<TaskPart> Tasks { get; init; }

    public required IReadOnlyList<RequestAnswer> Requests { get; init; }

    /// <summary>Who supervises and who commands here (DCM-004, 030).</summary>
    public required CommandLevels Levels { get; init; }

    /// <summary>A task: who has or had it, and the times of its acts.</summary>
    public sealed record TaskPart(Guid Id, TaskKind Kind, TaskState State, Guid? ParentId, string? UnitName, DateTime OpenedAt, DateTime? SignedAt, DateTime? HandledAt, DateTime? EndedAt, string? Result);

    /// <summary>A report; personal data masked.</summary>
    public sealed record ReportPart(Guid Id, string Number, string Source, DateTime ObservedAt, DateTime ReceivedAt, string Description, string? PlaceText, string? ReporterName, string? ReporterPhone,
        string? ExternalId, string? SeatId, DateTime? CalledAt, string? RecordingRef);

    /// <summary>The last turn of a clock, with its limit, due moment and what it rests on.</summary>
    public sealed record ClockPart(
        ClockKind Kind, string Name, int Round, ClockState State, string Limit, DateTime StartedAt, DateTime At, DateTime? DueAt,
        long UsedSeconds, long PausedSeconds, bool? OnTime, string? Basis, string? StandardId, string CalendarVersion);

    /// <summary>One act as recorded.</summary>
    /// <param name="By">Who did it.</param>
    /// <param name="ActedFor">In whose post, where that was lent (委托); else absent.</param>
    public sealed record EntryPart(
        int Seq, CaseAct Act, string ActName, DateTime At, string By, string? ActedFor, string Post, string? UnitName, string? Opinion, string? Result,
        IReadOnlyList<Reason> Because, string Hash);

    public sealed record AttachmentPart(Guid Id, AttachmentPhase? Phase, string ContentType, long Length, int Width, int Height, string Href);

    /// <summary>An act open to the reader's post in this stage, and what it needs.</summary>
    public sealed record ActPart(CaseAct Act, string Name, string NextStage, IReadOnlyList<string> Needs, string Clause);

    public static CaseFileAnswer From(CaseFile file, CityBooks city)
    {
        var c = file.State.Case;
        var day = CityClock.DayOf(c.ReportedAt);
        return new CaseFileAnswer
        {
            Id = c.Id,
            Number = c.Number,
            Stage = c.Stage,
            StageName = c.Stage.Name(),
            PublicStatus = c.Stage.PublicStatus(),
            Version = c.Version,
            ClassKey = c.ClassKey,
            ClassName = c.ClassKey is { } key ? city.Catalogue.FindClass(key)?.Name : null,
            StandardId = c.StandardId,
            UnitId = c.UnitId,
            UnitName = c.UnitId is { } unit ? city.Organisations.NameOf(unit, day) : null,
            GridCode = c.GridCode,
            DutyGridCode = c.DutyGridCode,
            Community = city.Places.NameOrNull(c.CommunityCode),
            Street = city.Places.NameOrNull(c.StreetCode),
            ManagementAreaCode = c.ManagementAreaCode,
            AreaLevel = c.AreaLevel,
            Lon = c.Lon,
            Lat = c.Lat,
            ComponentId = c.ComponentId,
            Verified = c.Verified,
            ReworkCount = c.ReworkCount,
            ReturnCount = c.ReturnCount,
            IsSynthetic = city.Places.IsSynthetic,
            ChainIsWhole = file.ChainIsWhole,
            Reports = [.. file.Reports.Select(r => new ReportPart(r.Id, r.Number, r.Source.Name(), r.ObservedAt, r.ReceivedAt, r.Description, r.PlaceText, r.ReporterName, r.PhoneWithheld ? "号码保密" : r.ReporterPhone,
                r.ExternalId, r.SeatId, r.CalledAt, r.RecordingRef))],
            Clocks = [.. file.State.Clocks.GroupBy(x => x.Kind).Select(g => Clock(g.Last()))],
            Timeline = [.. file.Entries.Select(e => Entry(e, city))],
            Attachments = [.. file.Attachments.Select(a => new AttachmentPart(a.Id, a.Phase, a.ContentType, a.Length, a.Width, a.Height, $"/api/v1/cases/{c.Id}/attachments/{a.Id}"))],
            HolderUnitName = c.HolderUnitId is { } holder ? city.Organisations.NameOf(holder, day) : null,
            DeferredUntil = c.DeferredUntil,
            OriginCaseId = c.OriginCaseId,
            MergedIntoId = c.MergedIntoId,
            Satisfaction = c.Satisfaction,
            Tasks = [.. file.State.Tasks.Select(t => new TaskPart(
                t.Id, t.Kind, t.State, t.ParentId, t.UnitId is { } of ? city.Organisations.NameOf(of, day) : null, t.OpenedAt, t.SignedAt, t.HandledAt, t.EndedAt, t.Result))],
            Requests = [.. file.State.Requests.Select(r => RequestAnswer.From(r, c, city))],
            Levels = CommandLevels.Of(c.ManagementAreaCode, city.Organisations),
            OpenActs = [.. file.OpenMoves.Select(m => new ActPart(m.Act, m.Act.Name(), m.To.Name(), [.. m.Guards.Select(g => g.Needs)], m.Because.ToString()))],
        };
    }

    private static ClockPart Clock(CaseClock turn) => new(
        turn.Kind, turn.Kind.Name(), turn.Round, turn.State,
        turn is { LimitAmount: { } amount, LimitUnit: { } unit } ? new TimeLimit(amount, unit).ToString() : "未设时限",
        turn.StartedAt, turn.At, turn.DueAt, turn.UsedMicros / 1_000_000, turn.PausedMicros / 1_000_000, turn.OnTime,
        turn.Basis, turn.StandardId, turn.CalendarVersion);

    private static EntryPart Entry(CaseFileEntry e, CityBooks city) => new(
        e.Entry.Seq, e.Act, e.Act.Name(), e.Entry.At, e.Entry.PersonLabel, e.Body.For?.Label, e.Entry.Post,
        e.Entry.UnitId is { } unit ? city.Organisations.NameOf(unit, CityClock.DayOf(e.Entry.At)) : null,
        e.Body.Opinion, e.Body.Result, e.Body.Because, Convert.ToHexStringLower(e.Entry.Hash));
}

/// <summary>The refusals of reading.</summary>
internal static class CaseAnswers
{
    public static readonly Refusal NoSuchCase = new("case.not-found", "没有这件案件，或它不在您的范围内。请核对案件号。", RefusalKind.NotFound);

    public static readonly Refusal NoSuchCode = new("report.not-found", "没有这个查询码。请核对 20 位查询码，不分大小写。", RefusalKind.NotFound);

    public static readonly Refusal NoClassYet = new("case.no-class", "案件还没有定类别，不能给出建议单位。请先立案。", RefusalKind.Rule);
}
