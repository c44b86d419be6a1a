using Dizhu.Core.Catalogue;
using Dizhu.Core.Dispatch;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>派遣: to the one responsible unit, with the reasons that speak for it; the handling clock runs from the first.</summary>
public static class Dispatching
{
    /// <summary>The suggested unit with its reasons, or null while the case has no class.</summary>
    public static Suggestion? Suggest(CaseState state, CityBooks city, DateTime at)
    {
        var c = state.Case;
        if (c.ClassKey is not { } key || city.Catalogue.FindClass(key) is not { } matter)
        {
            return null;
        }

        return Suggest(
            new DispatchFacts
            {
                ClassKey = key,
                Kind = matter.Kind,
                ManagementAreaCode = c.ManagementAreaCode,
                DutyId = c.DutyId,
                IsPetition = c.Source == ReportSource.Petition,
                Day = Calendar.CityClock.DayOf(at),
                FiledOn = c.FiledAt is { } filed ? Calendar.CityClock.DayOf(filed) : null,
            },
            c.ComponentId, c.GridCode, city, c.FiledAt ?? at);
    }

    /// <summary>The unit a matter would go to before there is a case: by its class, its place and the component it is about.</summary>
    public static Suggestion SuggestFor(Catalogue.MatterClass matter, string? componentId, Places.Location location, CityBooks city, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(matter);
        ArgumentNullException.ThrowIfNull(location);
        return Suggest(
            new DispatchFacts { ClassKey = matter.Key, Kind = matter.Kind, ManagementAreaCode = location.ManagementAreaCode, Day = Calendar.CityClock.DayOf(at) },
            componentId, location.GridCode, city, at);
    }

    private static Suggestion Suggest(DispatchFacts facts, string? componentId, string? gridCode, CityBooks city, DateTime manualAt)
    {
        var component = componentId is { } id ? city.Places.FindComponent(id) : null;
        return Suggester.Suggest(
            facts with
            {
                ComponentId = component?.Id,
                OwnerId = component?.OwnerId,
                MaintainerId = component?.MaintainerId,
                CompetentDepartmentId = component?.CompetentDepartmentId,
                Matrix = MatrixRoute.Of(MatrixBook.At(city.Settings, manualAt), gridCode, facts.ClassKey!, component?.OwnerId, city.Organisations),
            },
            city.Organisations,
            city.Dispatch);
    }

    /// <summary>A reason of the suggestion as the journal keeps it.</summary>
    public static Reason ToReason(DispatchReason reason) => new(
        reason.Sentence,
        reason.Clause is not null ? "clause" : reason.Kind.ToString().ToLowerInvariant(),
        reason.Clause?.ToString() ?? reason.Ref);

    internal static void Dispatch(CaseDraft draft)
    {
        var unit = ((DispatchCommand)draft.Asking.Command!).UnitId!;
        var city = draft.Asking.City;
        draft.Case = draft.Case with { UnitId = unit };
        draft.Open(TaskKind.Handle, unitId: unit);
        draft.Clocks.Stop(ClockKind.Dispatch);
        draft.Clocks.StartStage(ClockKind.Signing, draft.Case.AreaLevel);
        StartHandling(draft, unit);

        var name = city.Organisations.NameOf(unit, draft.Asking.Today);
        draft.Because(new Reason($"派给{name}", "unit", unit));
        if (Suggest(draft.Asking.State!, city, draft.At)?.Candidates.FirstOrDefault(x => string.Equals(x.UnitId, unit, StringComparison.Ordinal)) is { } candidate)
        {
            foreach (var reason in candidate.Reasons)
            {
                draft.Because(ToReason(reason));
            }
        }
        else
        {
            draft.Because(new Reason("规则没有建议这个单位，理由见意见"));
        }
    }

    /// <summary>Another unit than the suggested one, or one whose mark does not fit the kind of matter, needs words (DCM-087).</summary>
    internal static Refusal? CheckChoice(Asking asking)
    {
        var unit = (asking.Command as DispatchCommand)?.UnitId;
        if (string.IsNullOrWhiteSpace(unit) || asking.City.Organisations.Find(unit) is null || !string.IsNullOrWhiteSpace(asking.Command!.Opinion))
        {
            return null;
        }

        var kind = asking.City.Catalogue.FindClass(asking.State!.Case.ClassKey ?? "")?.Kind;
        if (kind is { } matter && Marks.MarkFits(asking.City.Organisations, unit, matter, asking.Today) is { } warning)
        {
            return Refusals.Rule("case.mark-does-not-fit", $"{warning.Sentence}。确需派遣，请写明理由。", warning.Reference.Clause, "opinion");
        }

        var suggestion = Suggest(asking.State, asking.City, asking.Context.At);
        return suggestion is not null && suggestion.NeedsReason(unit)
            ? Refusals.Rule(
                "case.other-than-suggested",
                $"规则建议{string.Join("、", suggestion.Candidates.Select(c => c.Name))}。派给其他单位请写明理由。",
                field: "opinion")
            : null;
    }

    /// <summary>The same unit after a return goes on with what was left; another, or another standard, starts anew (rule 3).</summary>
    private static void StartHandling(CaseDraft draft, string unit)
    {
        var last = draft.Clocks.Last(ClockKind.Handling);
        var standard = draft.Asking.City.Catalogue.FindStandard(draft.Case.StandardId!)!;
        var limit = draft.Asking.City.Catalogue.LimitFor(standard, draft.Case.AreaLevel);
        if (last is not null && string.Equals(last.UnitId, unit, StringComparison.Ordinal)
            && string.Equals(last.StandardId, draft.Case.StandardId, StringComparison.Ordinal)
            && (string.Equals(last.Basis, limit.Words, StringComparison.Ordinal) || draft.Case.ExtensionCount > 0))
        {
            draft.Clocks.Resume(ClockKind.Handling);
            draft.Because(new Reason("再派同一单位：处置时限接着计算"));
            return;
        }

        if (last is { State: not ClockState.Stopped })
        {
            draft.Clocks.Stop(ClockKind.Handling);
        }

        draft.Clocks.Start(ClockKind.Handling, limit.Value, limit.Words, unit, standard.Id);
        draft.Because(new Reason($"处置时限：{limit.Words}", "standard", standard.Id));
    }
}
