using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Dizhu.Web.Pages;

/// <summary>A refusal as a whole page, with its status.</summary>
internal sealed class RefusalPage : ViewResult
{
    public RefusalPage(Refusal refusal)
    {
        ViewName = "/Pages/Refusal.cshtml";
        StatusCode = Problems.StatusOf(refusal.Kind);
        ViewData = new ViewDataDictionary<StateView>(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = StateView.Of(refusal, new StepLink(PageText.Of("problem.home"), "/", IsMain: true)),
        };
    }
}
