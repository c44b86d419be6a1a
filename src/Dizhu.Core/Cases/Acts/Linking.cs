using Dizhu.Core.Organisations;
using Dizhu.Core.Places;

namespace Dizhu.Core.Cases;

/// <summary>更正: another class or place, before dispatch or after a return. The next dispatch counts by the new limit; the old turns stay.</summary>
internal static class Correcting
{
    public static void Correct(CaseDraft draft)
    {
        var command = (CorrectCommand)draft.Asking.Command!;
        var city = draft.Asking.City;
        if (!string.IsNullOrWhiteSpace(command.ClassKey))
        {
            draft.Because(new Reason($"类别由 {draft.Case.ClassKey ?? "未定"} 更正为 {command.ClassKey}"));
            draft.Case = draft.Case with
            {
                ClassKey = command.ClassKey,
                StandardId = draft.Case.Number is null ? draft.Case.StandardId : command.StandardId,
                ComponentId = draft.Case.ComponentId is { } id && city.Places.FindComponent(id)?.ClassKey == command.ClassKey ? id : null,
            };
        }

        if (command.Lon is { } lon && command.Lat is { } lat)
        {
            Move(draft, Positions.ToCgcs2000(command.Datum, lon, lat).Value);
        }

        draft.Because(new Reason("再次派遣时按更正后的类别和位置计算时限，原记录保留"));
    }

    private static void Move(CaseDraft draft, Kernel.Geography.Cgcs2000 point)
    {
        var found = draft.Asking.City.Places.Locate(point);
        draft.Because(Reporting.LocationReason(found, draft.Asking.City));
        draft.Case = draft.Case with
        {
            Lon = point.Lon,
            Lat = point.Lat,
            GridCode = found.GridCode,
            DutyGridCode = found.DutyGridCode,
            CommunityCode = found.CommunityCode,
            StreetCode = found.StreetCode,
            ManagementAreaCode = found.ManagementAreaCode,
            AreaLevel = found.AreaLevel,
            BaseVersion = found.BaseVersion,
        };
    }
}

/// <summary>并案、拆分、重新办理: acts on two cases, with an entry in both chains.</summary>
internal static class Linking
{
    public static void Merge(CaseDraft draft)
    {
        var other = draft.Asking.Inputs.Other!.Case;
        draft.EndTask(TaskState.Dropped);
        draft.DropOthers();
        draft.Clocks.StopAll();
        draft.Because(new Reason($"并入案件 {NameOf(other)}", "case", other.Id.ToString()));
        draft.Case = draft.Case with { MergedIntoId = other.Id, ReplyOwed = false };

        var into = new CaseDraft(
            draft.Asking with { State = draft.Asking.Inputs.Other },
            CaseFlow.Find(other.Stage, CaseAct.TakeIn)!);
        into.Because(new Reason($"案件 {NameOf(draft.Asking.State!.Case)} 并入本案", "case", draft.Case.Id.ToString()));
        into.Case = into.Case with
        {
            TakenInCount = into.Case.TakenInCount + 1 + draft.Case.TakenInCount,
            ReplyOwed = into.Case.ReplyOwed || draft.Asking.State.Case.ReplyOwed,
        };
        draft.Other = new OtherEntry(CaseAct.TakeIn, into.Finish() with { Opinion = null }, IsBorn: false);
    }

    public static void Split(CaseDraft draft)
    {
        var command = (SplitCommand)draft.Asking.Command!;
        draft.Result = command.Result!.Trim();
        Bear(draft, "拆分自", string.IsNullOrWhiteSpace(command.ClassKey) ? draft.Case.ClassKey : command.ClassKey, draft.Result);
    }

    public static void Reopen(CaseDraft draft)
    {
        draft.Case = draft.Case with { Reopened = true };
        Bear(draft, "重新办理", draft.Case.ClassKey, draft.Asking.Command!.Opinion);
    }

    /// <summary>A new case that cites its origin; the origin's figures stay as they are.</summary>
    private static void Bear(CaseDraft draft, string why, string? classKey, string? words)
    {
        var asking = draft.Asking;
        var origin = asking.State!.Case;
        var id = asking.Inputs.NewTaskId;
        var move = CaseFlow.Find(null, CaseAct.Derive)!;
        var clocks = new ClockWork(state: null, id, asking.Context.At, asking.City);
        clocks.StartStage(ClockKind.Acceptance, origin.AreaLevel);
        var born = new Case
        {
            Id = id,
            Stage = move.To,
            Version = 1,
            Source = origin.Source,
            FirstReportId = origin.FirstReportId,
            ReportedAt = asking.Context.At,
            ClassKey = classKey,
            Lon = origin.Lon,
            Lat = origin.Lat,
            ComponentId = string.Equals(classKey, origin.ClassKey, StringComparison.Ordinal) ? origin.ComponentId : null,
            GridCode = origin.GridCode,
            DutyGridCode = origin.DutyGridCode,
            CommunityCode = origin.CommunityCode,
            StreetCode = origin.StreetCode,
            ManagementAreaCode = origin.ManagementAreaCode,
            AreaLevel = origin.AreaLevel,
            BaseVersion = origin.BaseVersion,
            ReplyOwed = draft.Move.Act == CaseAct.Reopen,
            OriginCaseId = origin.Id,
            Actors = asking.Context.Who.Power is Power.None ? [] : [.. asking.Context.Who.Persons.Select(p => new CaseActor(p, asking.Context.Who.Power))],
            StageDueAt = clocks.Last(ClockKind.Acceptance)!.DueAt,
            WarnAt = clocks.WarnAt(Guards.SettingsOf(asking).WarnShare),
            LastActAt = asking.Context.At,
        };
        draft.Other = new OtherEntry(
            CaseAct.Derive,
            new ActBody
            {
                To = move.To,
                Result = words?.Trim(),
                Because = [new Reason($"{why}案件 {NameOf(origin)}", "case", origin.Id.ToString())],
                Case = born,
                Clocks = clocks.Added,
            },
            IsBorn: true);
        draft.Because(new Reason($"另立一件关联案件（{why}）", "case", id.ToString()));
    }

    private static string NameOf(Case c) => c.Number ?? c.Id.ToString()[..8];
}

/// <summary>What is said about a case without changing its course.</summary>
internal static class Remarks
{
    public static void Reply(CaseDraft draft)
    {
        var given = (IGivesResult)draft.Asking.Command!;
        draft.Result = given.Result!.Trim();
        draft.Case = draft.Case with { ReplyOwed = false };
    }

    public static void Rate(CaseDraft draft)
    {
        var score = ((RateCommand)draft.Asking.Command!).Score!.Value;
        draft.Case = draft.Case with { Satisfaction = score };
        draft.Because(new Reason($"满意度 {score} 分"));
    }

    public static void MarkTypical(CaseDraft draft) =>
        draft.Case = draft.Case with { Typical = ((MarkTypicalCommand)draft.Asking.Command!).Typical };
}
