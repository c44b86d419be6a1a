using Dizhu.Kernel.Calendars;

namespace Dizhu.Core.Cases;

/// <summary>
/// Turns the clocks of a case at one instant. Rules 1–3 and 5 of the case life cycle: asking on site pauses
/// acceptance, a return pauses handling, the same unit resumes and another starts anew, and lateness is
/// judged at feedback.
/// </summary>
internal sealed class ClockWork(CaseState? state, Guid caseId, DateTime at, CityBooks city)
{
    private readonly List<CaseClock> _added = [];

    /// <summary>The rows this act adds.</summary>
    public IReadOnlyList<CaseClock> Added => _added;

    /// <summary>The last turn of a kind, this act's included.</summary>
    public CaseClock? Last(ClockKind kind) =>
        _added.LastOrDefault(c => c.Kind == kind) ?? state?.LastTurn(kind);

    /// <summary>Starts the clock of a post with the stage limit set for the area level, if one is: the city's own before the one loaded.</summary>
    public void StartStage(ClockKind kind, int? areaLevel)
    {
        if (city.Settings.StageLimit(kind.ToString(), areaLevel, at) is { } own)
        {
            Start(kind, own.Limit, $"阶段时限：{own.Source}", unitId: null, standardId: null);
            return;
        }

        var setting = city.Catalogue.StageLimitOf(kind.ToString(), areaLevel);
        Start(kind, setting?.Limit, setting is null ? "未设阶段时限" : $"阶段时限：{setting.Source}", unitId: null, standardId: null);
    }

    /// <summary>Starts a new round of a clock.</summary>
    public void Start(ClockKind kind, TimeLimit? limit, string basis, string? unitId, string? standardId)
    {
        Add(new CaseClock
        {
            Kind = kind,
            Round = (Last(kind)?.Round ?? 0) + 1,
            State = ClockState.Running,
            StartedAt = at,
            LimitAmount = limit?.Amount,
            LimitUnit = limit?.Unit,
            DueAt = limit is { } l ? city.Calendar.Due(at, l).DueUtc : null,
            UnitId = unitId,
            StandardId = standardId,
            Basis = basis,
        });
    }

    /// <summary>Pauses a running clock; does nothing to one that stands.</summary>
    public void Pause(ClockKind kind)
    {
        if (Last(kind) is { State: ClockState.Running } running)
        {
            Add(running with { State = ClockState.Paused, UsedMicros = UsedUntilNow(running) });
        }
    }

    /// <summary>Lets a paused or stopped clock run on with what was left of its limit.</summary>
    public void Resume(ClockKind kind)
    {
        if (Last(kind) is not { } turn || turn.State == ClockState.Running)
        {
            return;
        }

        Add(turn with
        {
            State = ClockState.Running,
            PausedMicros = turn.PausedMicros + Micros(at - turn.At),
            DueAt = LimitOf(turn) is { } limit ? city.Calendar.DueAfterUse(at, limit, FromMicros(turn.UsedMicros), turn.DueAt).DueUtc : null,
            OnTime = null,
        });
    }

    /// <summary>Stops a clock and judges it against its due moment; does nothing to one that is stopped.</summary>
    public void Stop(ClockKind kind)
    {
        if (Last(kind) is not { } turn || turn.State == ClockState.Stopped)
        {
            return;
        }

        var used = turn.State == ClockState.Running ? UsedUntilNow(turn) : turn.UsedMicros;
        Add(turn with
        {
            State = ClockState.Stopped,
            UsedMicros = used,
            PausedMicros = turn.State == ClockState.Paused ? turn.PausedMicros + Micros(at - turn.At) : turn.PausedMicros,
            OnTime = LimitOf(turn) is { } limit ? FromMicros(used) <= city.Calendar.LengthOf(limit) : null,
        });
    }

    /// <summary>Adds to the limit of a running clock (延期): the time used stays, the due moment moves.</summary>
    /// <param name="kind">The clock.</param>
    /// <param name="amount">How much more, in the unit of its limit.</param>
    public void Extend(ClockKind kind, decimal amount)
    {
        if (Last(kind) is not { State: ClockState.Running, LimitAmount: { } before, LimitUnit: { } unit } turn)
        {
            return;
        }

        var (limit, used) = (new TimeLimit(before + amount, unit), UsedUntilNow(turn));
        Add(turn with
        {
            UsedMicros = used,
            LimitAmount = limit.Amount,
            DueAt = city.Calendar.DueAfterUse(at, limit, FromMicros(used), turn.DueAt).DueUtc,
        });
    }

    /// <summary>Pauses every running clock (挂账).</summary>
    public void PauseAll()
    {
        foreach (var kind in Enum.GetValues<ClockKind>())
        {
            Pause(kind);
        }
    }

    /// <summary>
    /// When the first running clock has used up a share of its limit; a share used up before is warned of at once. Null when
    /// nothing with a limit runs.
    /// </summary>
    /// <param name="share">0 to 1.</param>
    public DateTime? WarnAt(decimal share)
    {
        DateTime? first = null;
        foreach (var kind in Enum.GetValues<ClockKind>())
        {
            if (Last(kind) is not { State: ClockState.Running } turn || LimitOf(turn) is not { } limit)
            {
                continue;
            }

            var left = new TimeSpan((long)(city.Calendar.LengthOf(limit).Ticks * share)) - FromMicros(turn.UsedMicros);
            var warn = left <= TimeSpan.Zero ? turn.At : city.Calendar.DueIn(turn.At, left, limit.Unit).DueUtc;
            first = first is null || warn < first ? warn : first;
        }

        return first;
    }

    /// <summary>Stops every clock that is not stopped: the case has ended.</summary>
    public void StopAll()
    {
        foreach (var kind in Enum.GetValues<ClockKind>())
        {
            Stop(kind);
        }
    }

    /// <summary>The limit of a turn, or null when none is set.</summary>
    public static TimeLimit? LimitOf(CaseClock turn) =>
        turn is { LimitAmount: { } amount, LimitUnit: { } unit } ? new TimeLimit(amount, unit) : null;

    private long UsedUntilNow(CaseClock running) =>
        running.UsedMicros + Micros(city.Calendar.Used(running.At, at, running.LimitUnit ?? LimitUnit.Minute));

    private void Add(CaseClock turn) => _added.Add(turn with
    {
        CaseId = caseId,
        No = (state?.Clocks.Count ?? 0) + _added.Count + 1,
        At = at,
        CalendarVersion = city.Calendar.Version,
    });

    private static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static TimeSpan FromMicros(long micros) => new(micros * TimeSpan.TicksPerMicrosecond);
}
