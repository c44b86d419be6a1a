using Dizhu.Tools;

switch (args)
{
    case ["divisions", var sharedFolder]:
        BringDivisions.Run(sharedFolder, Directory.GetCurrentDirectory());
        return 0;
    case ["organisations", var sharedFolder]:
        return BringOrganisations.Run(sharedFolder, Directory.GetCurrentDirectory());
    case ["catalogue", var sharedFolder]:
        return BringCatalogue.Run(sharedFolder, Directory.GetCurrentDirectory());
    default:
        Console.Error.WriteLine(
            "dizhu tools, from the root of the repository: divisions <folder with data/>, organisations <folder with requirements/>, catalogue <folder with standards/>");
        return 2;
}
