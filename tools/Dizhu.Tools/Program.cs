using Dizhu.Tools;

switch (args)
{
    case ["divisions", var sharedFolder]:
        BringDivisions.Run(sharedFolder, Directory.GetCurrentDirectory());
        return 0;
    default:
        Console.Error.WriteLine("dizhu tools, from the root of the repository: divisions <folder with data/>");
        return 2;
}
