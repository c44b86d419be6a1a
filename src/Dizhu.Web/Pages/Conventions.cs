using Dizhu.Core.Organisations;
using Dizhu.Core.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Pages;

/// <summary>
/// Who may enter which folder of pages. Everything needs a log-in unless it is named here; a folder is a task,
/// and its rights stand here and nowhere else.
/// </summary>
internal static class Conventions
{
    /// <summary>Policies by name: which posts.</summary>
    public static readonly IReadOnlyDictionary<string, Post[]> Policies = new Dictionary<string, Post[]>(StringComparer.Ordinal)
    {
        ["acceptors"] = [Post.Acceptor],
        ["administrators"] = [Post.Administrator],
        ["approvers"] = [Post.Acceptor, Post.ShiftLeader, Post.Dispatcher, Post.SupervisorOfHandling, Post.SecondLevelDispatcher],
        ["boundaries"] = [Post.Administrator, Post.SecondLevelDispatcher],
        ["collectors"] = [Post.Collector],
        ["dispatchers"] = [Post.Dispatcher],
        ["drafters"] = [Post.Administrator, Post.Acceptor, Post.ShiftLeader],
        ["evidence"] = [Post.ShiftLeader, Post.Administrator, Post.Auditor],
        ["geocoders"] = [Post.Acceptor, Post.Administrator],
        ["logs"] = [Post.Administrator, Post.Auditor],
        ["machines"] = [Post.MachineClient],
        ["note-writers"] = Core.Inbox.NoteRules.Writers,
        ["owners"] = [Post.Administrator, Post.UnitClerk, Post.SecondLevelDispatcher],
        ["map"] = [.. Enum.GetValues<Post>().Where(p => p is not Post.Citizen)],
        ["publishers"] = Core.Ledgers.PublicNotice.Publishers,
        ["reporters"] = [Post.Collector, Post.Acceptor],
        ["rosters"] = [Post.Administrator, Post.ShiftLeader, Post.Acceptor, Post.Dispatcher, Post.SupervisorOfHandling, Post.Leader],
        ["staff"] = [.. PostFit.OfPeople],
        ["walls"] = [Post.Leader, Post.ShiftLeader, Post.Dispatcher, Post.SupervisorOfHandling, Post.Administrator],
    };

    public static void Apply(RazorPagesOptions options)
    {
        options.RootDirectory = "/";
        options.Conventions.ConfigureFilter(new HandlersOnly());
        options.Conventions.AuthorizeFolder("/", "staff");
        options.Conventions.AuthorizeFolder("/Acceptance", "acceptors");
        options.Conventions.AuthorizeFolder("/Collection", "collectors");
        options.Conventions.AuthorizePage("/Coordination/Requests", "approvers");
        options.Conventions.AuthorizePage("/Coordination/Batch", "dispatchers");
        options.Conventions.AuthorizePage("/Command/Wall", "walls");
        options.Conventions.AuthorizePage("/BaseData/Import", "administrators");
        options.Conventions.AuthorizePage("/BaseData/Edit", "drafters");
        options.Conventions.AuthorizePage("/Geocoding/Batches", "geocoders");
        options.Conventions.AuthorizePage("/Geocoding/Batch", "geocoders");
        options.Conventions.AuthorizePage("/Maintenance/DutyGrids", "rosters");
        options.Conventions.AuthorizePage("/Maintenance/Matrix", "administrators");
        options.Conventions.AuthorizePage("/Maintenance/Settings", "administrators");
        options.Conventions.AuthorizePage("/Maintenance/Setting", "administrators");
        options.Conventions.AuthorizePage("/Maintenance/People", "administrators");
        options.Conventions.AuthorizePage("/Maintenance/Person", "administrators");
        options.Conventions.AuthorizePage("/Maintenance/PersonAct", "administrators");
        options.Conventions.AuthorizePage("/Maintenance/NewPerson", "administrators");
        options.Conventions.AuthorizePage("/Maintenance/Log", "logs");
        options.Conventions.AuthorizePage("/Maintenance/Messages", "administrators");
        options.Conventions.AuthorizePage("/Maintenance/Notices", "publishers");
        options.Conventions.AuthorizePage("/Coordination/NewMessage", "note-writers");
        options.Conventions.AllowAnonymousToFolder("/Public");
        options.Conventions.AllowAnonymousToPage("/Access/Login");
        options.Conventions.AllowAnonymousToPage("/Access/Start");
        options.Conventions.AllowAnonymousToPage("/Policies/Sources");
    }
}
