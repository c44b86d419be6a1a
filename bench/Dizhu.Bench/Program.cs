using BenchmarkDotNet.Running;
using Dizhu.Bench.Acts;

// "acts" measures whole acts through HTTP; everything else goes to BenchmarkDotNet.
if (args is ["acts", ..])
{
    return await ActsBench.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);
return 0;
