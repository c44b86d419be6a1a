using Dizhu.Core.Cases;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Web.Api;

/// <summary>The conditions of a list of cases, as an address carries them; all given must hold.</summary>
public sealed class CaseListParameters
{
    /// <summary>Stages by name, separated by commas.</summary>
    public string? Stage { get; init; }

    /// <summary>A case number, or the start of one.</summary>
    public string? Number { get; init; }

    /// <summary>Words of the report's description or place, two characters or more.</summary>
    public string? Text { get; init; }

    public string? Class { get; init; }

    /// <summary>The code of a grid, duty grid, community, street or management area.</summary>
    public string? Place { get; init; }

    public string? Unit { get; init; }

    public string? Source { get; init; }

    /// <summary>First day of the report.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the report.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only open cases past their due moment.</summary>
    public bool? Overdue { get; init; }

    /// <summary>Only open cases of this light: <c>late</c>, <c>soon</c> or <c>hold</c>.</summary>
    public string? Light { get; init; }

    /// <summary>Only cases closed on this day.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Only cases closed without an inspection stamp.</summary>
    public bool? OpenLoop { get; init; }

    /// <summary>The <c>next</c> of the page before.</summary>
    public string? Cursor { get; init; }

    public int? Take { get; init; }

    /// <summary>The query, or what is wrong with it.</summary>
    public Outcome<CaseListQuery> ToQuery(DateTime now)
    {
        var stages = new List<Stage>();
        foreach (var name in (Stage ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Enum.TryParse<Stage>(name, out var wanted) || !Enum.IsDefined(wanted))
            {
                return new Refusal("input.unknown-stage", $"没有名为 {name} 的阶段。", RefusalKind.Invalid, Field: "stage");
            }

            stages.Add(wanted);
        }

        ReportSource? source = Enum.TryParse<ReportSource>(Source, out var from) && Enum.IsDefined(from) ? from : null;
        if (source is null && !string.IsNullOrEmpty(Source))
        {
            return new Refusal("input.unknown-source", $"没有名为 {Source} 的来源。", RefusalKind.Invalid, Field: "source");
        }

        OpenLight? light = Light switch { "late" => OpenLight.Late, "soon" => OpenLight.Soon, "hold" => OpenLight.Held, _ => null };
        if (light is null && !string.IsNullOrEmpty(Light))
        {
            return new Refusal("input.unknown-light", $"没有名为 {Light} 的时限灯。请用 late（超期）、soon（将超）或 hold（挂账）。", RefusalKind.Invalid, Field: "light");
        }

        var text = CaseListQuery.ReadText(Text);
        if (!text.Moved)
        {
            return Outcome<CaseListQuery>.Refused(text.Refusals);
        }

        var cursor = ListCursor.Read(Cursor);
        return !cursor.Moved
            ? Outcome<CaseListQuery>.Refused(cursor.Refusals)
            : new CaseListQuery
            {
                Stages = stages,
                Number = Number,
                Text = text.Value,
                ClassKey = Given(Class),
                Place = Given(Place),
                UnitId = Given(Unit),
                Source = source,
                From = From,
                To = To,
                OverdueAt = Overdue is true ? now : null,
                Light = light is { } asked ? new LightAsked(asked, now) : null,
                ClosedOn = ClosedOn,
                OpenLoop = OpenLoop is true,
                After = cursor.Value,
                Take = Take ?? 50,
            };
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
