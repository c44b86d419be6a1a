using Xunit.v3;

namespace Dizhu.Tests.Kit;

/// <summary>
/// Says which row of the requirements catalogue a test shows. Only where the test really shows it:
/// <c>docs/generated/requirements.md</c> lists every row with the tests that carry its id.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RequirementAttribute(params string[] ids) : Attribute, ITraitAttribute
{
    public IReadOnlyList<string> Ids { get; } = ids;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. Ids.Select(id => new KeyValuePair<string, string>("Requirement", id))];
}
