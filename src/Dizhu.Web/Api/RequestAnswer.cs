using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;

namespace Dizhu.Web.Api;

/// <summary>A request with the case it is about.</summary>
public sealed record RequestAnswer(
    Guid Id, Guid CaseId, string? CaseNumber, RequestKind Kind, string KindName, RequestSize Size, string SizeName, RequestState State, string StateName,
    DateTime AskedAt, string? UnitName, string? Reason, decimal? Amount, DateOnly? ResumeOn, IReadOnlyList<string> Chain, int Step, string? WaitsFor, string? Answer)
{
    public static RequestAnswer From(CaseRequest r, Case c, CityBooks city) => new(
        r.Id, r.CaseId, c.Number, r.Kind, r.Kind.Name(), r.Size, r.Size.Name(), r.State, r.State.Name(), r.AskedAt,
        r.UnitId is { } unit ? city.Organisations.NameOf(unit, CityClock.DayOf(r.AskedAt)) : null,
        r.Reason, r.Amount, r.ResumeOn, [.. r.Chain.Select(PostNames.Name)], r.ConsentedBy.Count, r.WaitsFor?.Name(), r.Answer);
}
