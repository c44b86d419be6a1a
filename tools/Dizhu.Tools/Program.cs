using Dizhu.Tools;
using Dizhu.Tools.Gazette;

var root = RepositoryRoot.Find();
return args switch
{
    ["sources", var gazette] => SplitGazette.Run(gazette, root),
    ["requirements", var folder] => BringRequirements.Run(folder, root),
    ["discrepancies", var folder] => BringDiscrepancies.Run(folder, root),
    ["divisions", var shared] => BringDivisions.Run(shared, root),
    ["holidays", var shared] => BringHolidays.Run(shared, root),
    ["organisations", var shared] => BringOrganisations.Run(shared, root),
    ["catalogue", var shared] => BringCatalogue.Run(shared, root),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Brings what the product keeps into the repository. Each command may be run again at any time.

          sources <gazette.txt>       the gazette, split by document and clause, into docs/sources
          requirements <folder>       the requirements catalogue into data/requirements
          discrepancies <folder>      which clause each discrepancy of the print is about, into data/requirements
          divisions <folder>          codes, names and boundaries of the divisions, from a folder with data/
          holidays <folder>           holiday notices, one file a year, from a folder with data/
          organisations <folder>      units, duties and platforms, from a folder with requirements/
          catalogue <folder>          classes, limits and standards, from a folder with standards/
        """);
    return 2;
}
