using System.Globalization;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Dispatch;

public class SuggesterTests
{
    private const string Hubin = "ORG-U099";
    private const string CityManagement = "ORG-U035";
    private const string Petitions = "ORG-U036";
    private const string Planning = "ORG-U037";
    private const string Fire = "ORG-U038";
    private const string Water = "ORG-U039";
    private const string Parks = "ORG-U040";
    private const string Police = "ORG-U041";
    private const string Housing = "ORG-U042";
    private const string Commerce = "ORG-U044";
    private const string CivilAffairs = "ORG-U045";
    private const string Industry = "ORG-U046";
    private const string Culture = "ORG-U047";
    private const string Sports = "ORG-U048";
    private const string Transport = "ORG-U049";
    private const string Assets = "ORG-U050";
    private const string Tourism = "ORG-U051";
    private const string Gas = "ORG-U110";

    private static readonly DateOnly Day = new(2017, 9, 1);
    private static readonly OrganisationBook City = OrganisationSeed.Read(sampleCity: false).ToBook();
    private static readonly DispatchBook Manual = DispatchSeed.Read().ToBook();

    [Fact]
    [Requirement("DCM-079")]
    public void What_nobody_else_answers_for_goes_to_the_lead_unit_of_construction_and_operation()
    {
        // A component without an owner, of a class no phrase of duty lists, outside every management area.
        var suggestion = Suggest(Component("2013-C9999"));
        var only = Assert.Single(suggestion.Candidates);
        Assert.Equal(CityManagement, only.UnitId);
        Assert.Contains(only.Reasons, r => r.Sentence.Contains("牵头单位", StringComparison.Ordinal));
    }

    [Fact]
    [Requirement("DCM-039", "DCM-069")]
    public void A_component_goes_to_its_registered_owner_before_everybody_else()
    {
        var suggestion = Suggest(Component("2013-C0111") with { OwnerId = Gas, MaintainerId = CityManagement, CompetentDepartmentId = Housing, ManagementAreaCode = Hubin, ComponentId = "4112020111000001" });

        Assert.Equal([Gas], Units(suggestion));
        Assert.False(suggestion.OwnershipQueue);
        Assert.Equal("三政办〔2017〕26号 三(二)1", suggestion.Suggested!.Reasons[0].Ref);
        Assert.Contains(suggestion.Suggested.Reasons, r => r is { Kind: RefKind.Component, Ref: "4112020111000001" });
        Assert.Superset(new HashSet<string> { CityManagement, Housing, Hubin }, suggestion.Alternatives.Select(a => a.UnitId).ToHashSet());
    }

    [Fact]
    [Requirement("DCM-039")]
    public void Street_litter_goes_to_the_platform_of_the_territory()
    {
        var suggestion = Suggest(Event("2013-E0110") with { ManagementAreaCode = Hubin });

        Assert.Equal(Hubin, suggestion.Suggested!.UnitId);
        Assert.Equal("部件以权属为主,事件以属地为主", suggestion.Suggested.Reasons[0].Clause!.Words);
    }

    [Fact]
    [Requirement("DCM-039")]
    public void A_cover_without_a_known_owner_queues_for_ownership_with_a_fallback()
    {
        var suggestion = Suggest(Component("2013-C0123") with { ManagementAreaCode = Hubin });

        Assert.True(suggestion.OwnershipQueue);
        Assert.Equal((Housing, Standing.Fallback), (suggestion.Suggested!.UnitId, suggestion.Suggested.Standing));
        Assert.Contains(suggestion.Suggested.Reasons, r => r.Ref == "A-DCM-02");
    }

    [Theory]
    [InlineData(Police, null, Police)]
    [InlineData(null, true, Parks)]
    [InlineData(null, false, Housing)]
    [InlineData(null, null, Housing)]
    [Requirement("DCM-108")]
    public void Covers_go_by_ownership_then_by_the_more_specific_phrase(string? owner, bool? inPark, string expected)
    {
        var suggestion = Suggest(Component("2013-C0123") with { OwnerId = owner, InPark = inPark });

        Assert.Equal(expected, suggestion.Suggested!.UnitId);
        Assert.Equal(owner is null, suggestion.OwnershipQueue);
        Assert.Equal(owner is null, suggestion.Suggested.Reasons.Any(r => r.Kind == RefKind.Overlap));
    }

    [Fact]
    [Requirement("DCM-055")]
    public void A_case_keeps_the_version_of_the_manual_of_its_filing_day()
    {
        var seed = DispatchSeed.Read();
        var first = seed.Manual.Single(r => r.ClassKey == "2013-C0146");
        var second = first.ReplaceFrom(new DateOnly(2018, 1, 1), ["UD-045"], "指挥手册第 2 版");
        var manual = (seed with { Manual = [.. seed.Manual, second] }).ToBook();
        var facts = Component("2013-C0146") with { Day = new DateOnly(2018, 1, 5) };

        Assert.Equal(Sports, Suggester.Suggest(facts with { FiledOn = new DateOnly(2017, 12, 31) }, City, manual).Suggested!.UnitId);
        Assert.Equal(Parks, Suggester.Suggest(facts with { FiledOn = new DateOnly(2018, 1, 1) }, City, manual).Suggested!.UnitId);
        Assert.Throws<ArgumentException>(() => first.ReplaceFrom(new DateOnly(2019, 1, 1), [], "x"));
    }

    [Fact]
    public void Two_rows_of_the_manual_for_the_same_day_are_refused()
    {
        var seed = DispatchSeed.Read();
        var row = seed.Manual[0];
        var again = new ManualRow { Id = "x", ClassKey = row.ClassKey, Version = 2, DutyIds = [], LikelyOwnerDutyIds = [], BasisKind = ManualBasis.Entered, Basis = "x", From = row.From };

        Assert.Throws<InvalidOperationException>(() => (seed with { Manual = [.. seed.Manual, again] }).ToBook());
    }

    [Theory]
    [InlineData(Sports, MatterKind.Event, true)]
    [InlineData(Petitions, MatterKind.Component, true)]
    [InlineData(Sports, MatterKind.Component, false)]
    [InlineData(Petitions, MatterKind.Event, false)]
    [InlineData(Housing, MatterKind.Event, false)]
    [InlineData(Hubin, MatterKind.Event, false)]
    [InlineData("ORG-U122", MatterKind.Event, false)] // a sub-unit goes by the unit above it
    [InlineData("ORG-U056", MatterKind.Event, true)] // no duty in operation
    [InlineData("ORG-U999", MatterKind.Event, false)]
    [Requirement("DCM-087")]
    public void A_unit_whose_mark_does_not_fit_gives_a_warning(string unit, MatterKind kind, bool warns)
    {
        var warning = Marks.MarkFits(City, unit, kind, Day);

        Assert.Equal(warns, warning is not null);
        Assert.Equal(warns, warning?.Sentence.Contains("请写明理由", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    [Requirement("DCM-087")]
    public void Dispatching_beside_the_suggestion_or_against_the_mark_needs_a_reason()
    {
        var suggestion = Suggest(Event("2013-E0110") with { ManagementAreaCode = Hubin });

        Assert.False(suggestion.NeedsReason(Hubin));
        Assert.True(suggestion.NeedsReason(Sports));
        Assert.True(Suggest(Event(null) with { DutyId = "UD-083" }).NeedsReason(Assets));
    }

    [Fact]
    [Requirement("DCM-088")]
    public void An_event_nobody_lists_falls_to_the_city_management_bureau()
    {
        var suggestion = Suggest(Event("2013-E0602"));

        Assert.Equal((CityManagement, Standing.Fallback), (suggestion.Suggested!.UnitId, suggestion.Suggested.Standing));
        Assert.Contains(suggestion.Suggested.Reasons, r => r.Sentence.Contains("其它扩展事件", StringComparison.Ordinal) && r.Clause!.Words == "其它扩展事件");
    }

    [Fact]
    [Requirement("DCM-089")]
    public void A_petition_goes_to_the_petition_office_regardless_of_territory()
    {
        Assert.Equal([Petitions], Units(Suggest(Event("2013-E0110") with { IsPetition = true, ManagementAreaCode = Hubin })));
        Assert.Equal([Petitions], Units(Suggest(Event(null) with { IsPetition = true })));
    }

    [Fact]
    [Requirement("DCM-090")]
    public void Illegal_building_shows_the_planning_bureau_and_the_territory_and_command_chooses()
    {
        var suggestion = Suggest(Event("2013-E0101") with { ManagementAreaCode = Hubin });

        Assert.Equal([Hubin, Planning], Units(suggestion));
        Assert.True(suggestion.CommandChooses);
        Assert.False(suggestion.NeedsReason(Planning));
        Assert.Contains(suggestion.Candidates[1].Reasons, r => r.Ref == "A-DCM-03");
        Assert.Contains(suggestion.Candidates[1].Reasons, r => r.Clause?.Words == "规划执法类");
    }

    [Theory]
    [InlineData("2013-C0113", Fire, Fire)]
    [InlineData("2013-C0113", null, Fire)]
    [Requirement("DCM-091")]
    public void A_damaged_hydrant_goes_to_the_fire_brigade(string key, string? owner, string expected) => GoesTo(expected, Component(key) with { OwnerId = owner });

    [Fact]
    [Requirement("DCM-092")]
    public void The_cover_of_a_civil_well_goes_to_the_water_bureau_and_not_to_the_cover_fallback()
    {
        GoesTo(Water, Component("2013-C0124"));
        GoesTo(Water, Component("2013-C0124") with { OwnerId = Water });
    }

    [Theory]
    [InlineData("2013-C0507")]
    [InlineData("2013-C0506")]
    [Requirement("DCM-093")]
    public void A_damaged_railing_of_the_river_goes_to_parks(string key) => GoesTo(Parks, Component(key));

    [Fact]
    [Requirement("DCM-094")]
    public void Parking_is_the_polices_duty_and_other_street_order_is_not()
    {
        var parking = Suggest(Event("2013-E0409"));

        Assert.Equal([Police], Units(parking));
        Assert.Contains(parking.Suggested!.Reasons, r => r is { Kind: RefKind.Overlap, Ref: "OR-03" });
        Assert.Contains(parking.Alternatives, a => a.UnitId == CityManagement);
        GoesTo(CityManagement, Event("2013-E0406"));
        Assert.Equal([Hubin, Police], Units(Suggest(Event("2013-E0409") with { ManagementAreaCode = Hubin })));
    }

    [Fact]
    [Requirement("DCM-095")]
    public void A_street_lamp_without_private_owner_goes_to_housing() => GoesTo(Housing, Component("2013-C0137"));

    [Fact]
    [Requirement("DCM-097")]
    public void A_breakfast_kiosk_goes_to_commerce_and_can_be_switched_to_street_order_with_reason()
    {
        var suggestion = Suggest(Event("2013-E0406") with { DutyId = "UD-070" });

        Assert.Equal([Commerce], Units(suggestion));
        Assert.Contains(suggestion.Alternatives, a => a.UnitId == CityManagement && a.WhyNot.Any(r => r.Ref == "OR-08"));
        Assert.True(suggestion.NeedsReason(CityManagement));
        Assert.Equal([Hubin, Commerce], Units(Suggest(Event("2013-E0406") with { DutyId = "UD-070", ManagementAreaCode = Hubin })));
    }

    [Fact]
    [Requirement("DCM-098")]
    public void A_fallen_road_name_plate_goes_to_civil_affairs() => GoesTo(CivilAffairs, Component("2013-C0212"));

    [Theory]
    [InlineData("UD-075", Industry)]
    [InlineData("UD-071", Commerce)]
    [Requirement("DCM-099")]
    public void A_farmers_market_goes_to_industry_and_commerce_and_a_mall_to_commerce(string duty, string expected)
    {
        GoesTo(expected, Event(null) with { DutyId = duty });
        GoesTo(Industry, Event("2013x-E0498"));
    }

    [Fact]
    [Requirement("DCM-100")]
    public void A_stall_of_pirated_books_goes_to_culture() => GoesTo(Culture, Event("2013-E0408"));

    [Fact]
    [Requirement("DCM-101")]
    public void The_stand_of_a_stadium_goes_to_sports() => GoesTo(Sports, Component(null) with { DutyId = "UD-079" });

    [Fact]
    [Requirement("DCM-102")]
    public void A_broken_bus_shelter_goes_to_transport() => GoesTo(Transport, Component("2013-C0204"));

    [Fact]
    [Requirement("DCM-103")]
    public void State_owned_street_property_goes_to_the_office_that_holds_it()
    {
        GoesTo(Assets, Component(null) with { OwnerId = Assets, DutyId = "UD-083" });
        GoesTo(Assets, Component(null) with { DutyId = "UD-083" });
    }

    [Theory]
    [InlineData("2017-05-21", "市旅游局")]
    [InlineData("2017-05-22", "市旅游发展委员会")]
    [Requirement("DCM-104")]
    public void The_tourism_bureau_is_named_as_on_the_day_of_the_case(string day, string name)
    {
        var suggested = Suggest(Event(null) with { DutyId = "UD-085", Day = DateOnly.Parse(day, CultureInfo.InvariantCulture) }).Suggested!;

        Assert.Equal((Tourism, name), (suggested.UnitId, suggested.Name));
    }

    [Theory]
    [InlineData("ORG-U112")]
    [InlineData("ORG-U113")]
    [InlineData("ORG-U114")]
    [Requirement("DCM-105")]
    public void A_telecom_cabinet_goes_to_its_own_carrier_and_not_to_the_other_two(string owner)
    {
        var suggestion = Suggest(Component("2013-C0127") with { OwnerId = owner });

        Assert.Equal([owner], Units(suggestion));
        Assert.Equal(2, suggestion.Alternatives.Count(a => a.UnitId is "ORG-U112" or "ORG-U113" or "ORG-U114"));
    }

    [Fact]
    public void Equal_units_are_all_shown_and_none_is_suggested()
    {
        var cabinet = Suggest(Component("2013-C0127"));
        var scrap = Suggest(Event("2013-E0404"));

        Assert.True(cabinet is { IsUndecided: true, OwnershipQueue: true });
        Assert.Equal(["ORG-U112", "ORG-U113", "ORG-U114"], Units(cabinet).Order());
        Assert.True(scrap.IsUndecided);
        Assert.Equal(new[] { Commerce, CityManagement }.Order(), Units(scrap).Order());
    }

    [Fact]
    public void Usual_owners_are_shown_but_not_taken_for_owners()
    {
        var suggestion = Suggest(Component("2013-C0105"));

        Assert.Equal(Housing, suggestion.Suggested!.UnitId);
        Assert.Contains(suggestion.Alternatives, a => a.UnitId == "ORG-U107" && a.WhyNot.Any(r => r.Sentence.Contains("推断", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_owner_or_a_duty_that_does_not_exist_is_said_and_not_used()
    {
        var owner = Suggest(Component("2013-C0101") with { OwnerId = "ORG-U999" });
        var duty = Suggest(Event("2013-E0409") with { DutyId = "UD-999" });
        var building = Suggest(Event("2013-E0409") with { DutyId = "UD-001" });

        Assert.True(owner.OwnershipQueue);
        Assert.Contains(owner.Candidates[0].Reasons, r => r.Sentence.Contains("ORG-U999", StringComparison.Ordinal));
        Assert.Equal([Police], Units(duty));
        Assert.Contains(duty.Candidates[0].Reasons, r => r.Ref == "UD-999");
        Assert.Contains(building.Candidates[0].Reasons, r => r.Ref == "UD-001");
    }

    [Fact]
    public void A_component_nothing_lists_goes_by_what_is_registered_then_by_place_then_to_the_lead_unit()
    {
        var facts = Component("2013-C0145") with { MaintainerId = Parks, CompetentDepartmentId = Commerce, ManagementAreaCode = Hubin };

        GoesTo(Parks, facts);
        GoesTo(Commerce, facts with { MaintainerId = null });
        GoesTo(Hubin, facts with { MaintainerId = null, CompetentDepartmentId = null });
        GoesTo(CityManagement, facts with { MaintainerId = null, CompetentDepartmentId = null, ManagementAreaCode = "ORG-U095" });
    }

    private static DispatchFacts Component(string? key) => new() { ClassKey = key, Kind = MatterKind.Component, Day = Day };

    private static DispatchFacts Event(string? key) => new() { ClassKey = key, Kind = MatterKind.Event, Day = Day };

    private static Suggestion Suggest(DispatchFacts facts) => Suggester.Suggest(facts, City, Manual);

    private static IEnumerable<string> Units(Suggestion suggestion) => suggestion.Candidates.Select(c => c.UnitId);

    private static void GoesTo(string expected, DispatchFacts facts) => Assert.Equal(expected, Suggest(facts).Suggested?.UnitId);
}
