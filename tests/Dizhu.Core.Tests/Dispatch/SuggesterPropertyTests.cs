using CsCheck;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Tests.Dispatch;

/// <summary>Whatever the facts are, there is an answer with reasons, and it is the same answer again.</summary>
public class SuggesterPropertyTests
{
    private static readonly OrganisationBook City = OrganisationSeed.Read(sampleCity: true).ToBook();
    private static readonly DispatchBook Manual = DispatchSeed.Read().ToBook();
    private static readonly string?[] Classes = [null, "", "2013-C9999", .. CatalogueSeed.Read(sampleCity: false).Classes.Select(c => c.Key)];
    private static readonly string?[] Units = [null, "", "ORG-U999", .. City.All.Select(u => u.Id)];
    private static readonly string?[] DutyIds = [null, null, null, "", "UD-999", .. City.Duties.Select(d => d.Id)];

    private static readonly Gen<DispatchFacts> Facts = Gen.Select(
        OneOf(Classes), OneOf(Units), OneOf(Units), OneOf(Units), OneOf(DutyIds),
        Gen.Int[0, 11], Gen.Int[-400, 4000],
        (key, owner, maintainer, area, duty, bits, days) => new DispatchFacts
        {
            ClassKey = key,
            Kind = bits % 2 == 0 ? MatterKind.Component : MatterKind.Event,
            OwnerId = owner,
            MaintainerId = maintainer,
            ManagementAreaCode = area,
            DutyId = duty,
            InPark = (bits % 3) switch { 0 => null, 1 => true, _ => false },
            IsPetition = bits == 11,
            Day = new DateOnly(2017, 5, 15).AddDays(days),
        });

    [Fact]
    public void There_is_always_an_answer_and_every_unit_in_it_has_reasons() => Facts.Sample(
        facts =>
        {
            var suggestion = Suggester.Suggest(facts, City, Manual);
            Assert.NotEmpty(suggestion.Candidates);
            Assert.All(suggestion.Candidates, c => Assert.NotEmpty(c.Reasons));
            Assert.All(suggestion.Candidates.SelectMany(c => c.Reasons), r => Assert.False(string.IsNullOrWhiteSpace(r.Sentence) || string.IsNullOrWhiteSpace(r.Ref)));
            Assert.All(suggestion.Alternatives, a => Assert.NotEmpty(a.WhyNot));
            Assert.True(suggestion.Candidates.Count(c => c.IsSuggested) == 1 || (suggestion.IsUndecided && suggestion.Candidates.Length > 1));
            var all = suggestion.Candidates.Select(c => c.UnitId).Concat(suggestion.Alternatives.Select(a => a.UnitId)).ToList();
            Assert.Equal(all.Count, all.Distinct().Count());
            Assert.All(all, id => Assert.NotNull(City.Find(id)));
        },
        seed: "0000000000004", iter: 5_000, threads: 1);

    [Fact]
    public void A_registered_owner_of_a_component_always_comes_first() => Facts.Sample(
        facts =>
        {
            if (facts is { Kind: MatterKind.Component, IsPetition: false, OwnerId: { Length: > 0 } owner } && City.Find(owner) is not null)
            {
                Assert.Equal(owner, Suggester.Suggest(facts, City, Manual).Suggested?.UnitId);
            }
        },
        seed: "0000000000004", iter: 2_000, threads: 1);

    [Fact]
    public void Without_any_data_nothing_is_suggested_and_nothing_breaks()
    {
        var suggestion = Suggester.Suggest(
            new DispatchFacts { Kind = MatterKind.Event, Day = new DateOnly(2026, 1, 1) }, new OrganisationBook([], [], [], []), new DispatchBook([], [], [], []));

        Assert.Empty(suggestion.Candidates);
        Assert.True(suggestion.IsUndecided);
    }

    [Fact]
    public void The_manual_names_only_duties_and_classes_that_exist()
    {
        var classes = CatalogueSeed.Read(sampleCity: false).ToBook();

        Assert.All(Manual.Manual, row =>
        {
            Assert.True(classes.FindClass(row.ClassKey)?.IsSelectable, row.Id);
            Assert.All([.. row.DutyIds, .. row.LikelyOwnerDutyIds, row.GeneralDutyId ?? row.DutyIds[0]], id => Assert.Equal(DutyPhase.Operation, City.FindDuty(id)?.Phase));
        });
        Assert.All(Manual.Rules, rule => Assert.NotNull(Manual.FindOverlap(rule.OverlapId)));
        Assert.All(Manual.Rules.SelectMany(r => new[] { r.PreferredDutyId, r.OtherDutyId }), id => Assert.NotNull(City.FindDuty(id)));
    }

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
