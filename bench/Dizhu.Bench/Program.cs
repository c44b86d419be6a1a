using BenchmarkDotNet.Running;
using Dizhu.Bench.Acts;
using Dizhu.Bench.Geography;
using Dizhu.Bench.Lifecycle;
using Dizhu.Bench.Pages;
using Dizhu.Bench.Reads;

// "acts" measures single acts through HTTP, "lifecycle" whole cases, "reads" lists and files over a million cases, "tiles", "ogc", "nearest" and "import" the map, "pages" the desks;
// everything else goes to BenchmarkDotNet.
if (args is ["acts", ..])
{
    return await ActsBench.RunAsync(args[1..]);
}

if (args is ["lifecycle", ..])
{
    return await LifecycleBench.RunAsync(args[1..]);
}

if (args is ["reads", ..])
{
    return await ReadsBench.RunAsync(args[1..]);
}

switch (args)
{
    case ["tiles", ..]:
        return await TilesBench.RunAsync(args[1..]);
    case ["ogc", ..]:
        return await OgcBench.RunAsync(args[1..]);
    case ["pages", ..]:
        return await PagesBench.RunAsync(args[1..]);
    case ["import"]:
        return await ImportBench.RunAsync();
    case ["nearest"]:
        return await NearestBench.RunAsync();
}

BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);
return 0;
