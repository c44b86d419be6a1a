using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dizhu.Core.Cases;

/// <summary>One reason of a decision: a sentence and what it rests on (clause, component, duty row, standard row …).</summary>
/// <param name="Sentence">Chinese, as shown.</param>
/// <param name="RefKind">What kind of thing the reference is, for example clause, standard, component, calendar.</param>
/// <param name="Ref">The reference itself, for example <c>三政办〔2017〕26号 四(二)</c>.</param>
public sealed record Reason(string Sentence, string? RefKind = null, string? Ref = null);

/// <summary>A report in the journal: its id, number and the salted hash of what it says.</summary>
public sealed record ReportMark(Guid Id, string Number, string Hash);

/// <summary>A file in the journal: its id, phase and the hash of its bytes.</summary>
public sealed record AttachmentMark(Guid Id, AttachmentPhase Phase, string Hash);

/// <summary>
/// What an act decided and changed: the body of its journal entry. Rows are kept as they stood after the
/// act, so that the tables can be rebuilt from the journal and compared with it.
/// </summary>
public sealed record ActBody
{
    public Stage? From { get; init; }

    public Stage To { get; init; }

    public string? Opinion { get; init; }

    /// <summary>The handling result, or what was seen on site.</summary>
    public string? Result { get; init; }

    public IReadOnlyList<Reason> Because { get; init; } = [];

    /// <summary>For whom the person of the entry acted (委托); null, and not written, when they acted in their own post.</summary>
    public Access.Represented? For { get; init; }

    public required Case Case { get; init; }

    public IReadOnlyList<CaseTask> Tasks { get; init; } = [];

    public IReadOnlyList<CaseClock> Clocks { get; init; } = [];

    /// <summary>The requests touched, as they stood after the act; null when none was.</summary>
    public IReadOnlyList<CaseRequest>? Requests { get; init; }

    public IReadOnlyList<ReportMark> Reports { get; init; } = [];

    public IReadOnlyList<AttachmentMark> Attachments { get; init; } = [];

    /// <summary>The entry the same act makes in another case; recorded there, not here.</summary>
    [JsonIgnore]
    public OtherEntry? Other { get; init; }
}

/// <summary>What an act on two cases does to the second: its own act and body.</summary>
/// <param name="IsBorn">True when the second case begins with it.</param>
public sealed record OtherEntry(CaseAct Act, ActBody Body, bool IsBorn);

/// <summary>The canonical form of journal bodies: declaration order, no blanks, nulls left out, Chinese readable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ActBody))]
[JsonSerializable(typeof(IReadOnlyList<CaseActor>))]
[JsonSerializable(typeof(ActAnswer))]
[JsonSerializable(typeof(Case))]
[JsonSerializable(typeof(CaseTask))]
[JsonSerializable(typeof(CaseClock))]
[JsonSerializable(typeof(CaseFact))]
[JsonSerializable(typeof(CaseReach))]
[JsonSerializable(typeof(CaseRequest))]
[JsonSerializable(typeof(IReadOnlyList<Organisations.Post>))]
[JsonSerializable(typeof(IReadOnlyList<Guid>))]
internal sealed partial class CaseJson : JsonSerializerContext
{
    /// <summary>The one writer of canonical JSON.</summary>
    public static CaseJson Canonical => Writer.Instance;

    /// <summary>Made when first used: the order of static fields across the generated parts is not ours to set.</summary>
    private static class Writer
    {
        public static readonly CaseJson Instance = new(new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new PlainDecimal() },
        });
    }
}

/// <summary>Decimals without trailing zeros: one database hands 4.0 back, another 4.00, and the journal is the same on both.</summary>
internal sealed class PlainDecimal : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    // Dividing by a one of many places leaves the fewest places that hold the value.
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
}
