using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Dizhu.WebKit;

/// <summary>
/// The sentences for input the framework itself refuses (a day that is none, a missing field), in the reader's language and without the
/// property's English name: the field's label stands above the sentence.
/// </summary>
internal sealed class FieldMessages : IValidationMetadataProvider
{
    /// <summary>Puts our sentences in the place of the framework's.</summary>
    public static void Apply(MvcOptions options)
    {
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => Words.Fill(Words.NotUnderstood, value));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => Words.Fill(Words.NotUnderstood, value));
        messages.SetValueIsInvalidAccessor(value => Words.Fill(Words.NotUnderstood, value));
        messages.SetUnknownValueIsInvalidAccessor(_ => Words.NotValid);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => Words.NotValid);
        messages.SetValueMustBeANumberAccessor(_ => Words.MustBeNumber);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => Words.MustBeNumber);
        messages.SetValueMustNotBeNullAccessor(_ => Words.PleaseFill);
        messages.SetMissingBindRequiredValueAccessor(_ => Words.PleaseFill);
        messages.SetMissingKeyOrValueAccessor(() => Words.PleaseFill);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => Words.PleaseFill);
        options.ModelMetadataDetailsProviders.Add(new FieldMessages());
    }

    /// <summary>Gives every check without a sentence of its own the general one of its sort.</summary>
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var check in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (check.ErrorMessage is null && check.ErrorMessageResourceName is null)
            {
                check.ErrorMessage = SentenceOf(check);
            }
        }
    }

    private static string SentenceOf(ValidationAttribute check) => check switch
    {
        RequiredAttribute => Words.PleaseFill,
        StringLengthAttribute or MaxLengthAttribute => Words.TooLong,
        RangeAttribute => Words.OutOfRange,
        _ => Words.NotValid,
    };
}
