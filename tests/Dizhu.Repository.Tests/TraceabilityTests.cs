using Dizhu.Tests.Kit;

namespace Dizhu.Repository.Tests;

/// <summary>Which test shows which requirement.</summary>
public sealed class TraceabilityTests
{
    private static readonly IReadOnlyList<Requirement> Rows = Requirement.All();

    [Fact]
    public void The_table_of_requirements_and_their_tests_is_fresh() =>
        Generated.Check("requirements.md", RequirementsPage.Write(Rows, RequirementTags.InTests()));

    [Fact]
    public void Every_tag_names_a_row_of_the_catalogue()
    {
        var known = Rows.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(RequirementTags.InTests().Where(t => !known.Contains(t.Id)).Select(t => $"{t.Test}: {t.Id}"));
    }

    [Fact]
    public void Ids_are_unique_and_without_gaps_in_each_system()
    {
        foreach (var system in Rows.GroupBy(r => r.System))
        {
            Assert.Equal(Enumerable.Range(1, system.Count()).Select(n => $"{system.Key}-{n:D3}"), system.Select(r => r.Id));
        }
    }

    [Fact]
    public void Tags_are_read_from_methods_and_classes_but_not_from_comments()
    {
        const string Code = """
            [Requirement("DCM-001")]
            public sealed class Whole
            {
                // [Requirement("DCM-009")]
                [Fact]
                [Requirement("DCM-002", "DCM-003")]
                public async Task It_does_both() { }

                [Theory, Requirement("DCM-004"), InlineData(1)]
                [InlineData(2)]
                public void It_does_one(int n) { }
            }
            """;

        Assert.Equal(
            ["DCM-001 Whole", "DCM-002 Whole.It_does_both", "DCM-003 Whole.It_does_both", "DCM-004 Whole.It_does_one"],
            RequirementTags.In(Code).Select(t => $"{t.Id} {t.Test}"));
    }
}
