using Dizhu.Kernel.Outcomes;
using NetTopologySuite.Geometries;

namespace Dizhu.Core.Geodata;

/// <summary>A basic grid as supplied, before it is published.</summary>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="Code">As supplied.</param>
/// <param name="Shape">Polygon or multi-polygon, CGCS2000 degrees.</param>
/// <param name="AreaSaid">面积 as supplied, square metres; null when none was.</param>
public sealed record GridCell(int Line, string Code, Geometry Shape, double? AreaSaid = null);

/// <summary>One thing that is wrong, or may be, with supplied grids.</summary>
/// <param name="Line">Where the first of the grids stands in the file; 0 for a fault of all together.</param>
/// <param name="Codes">The grids it is about.</param>
/// <param name="Reason">What is wrong and what to do; the code tells the kind.</param>
/// <param name="IsWarning">It is shown and does not stop the grids from being published.</param>
/// <param name="Where">The place of the fault, CGCS2000 degrees; null when it has none.</param>
/// <param name="AreaM2">Size of an overlap or a gap, square metres; null for other faults.</param>
public sealed record GridFault(int Line, IReadOnlyList<string> Codes, Refusal Reason, bool IsWarning, Geometry? Where, double? AreaM2 = null);

/// <summary>What grids are checked against.</summary>
/// <param name="IsDivision">Knows the division codes of 6, 9 and 12 digits.</param>
/// <param name="IsRetired">Knows the codes that were retired and may not come back.</param>
/// <param name="AreaShape">The area the grids must cover without a gap, CGCS2000 degrees; null when no boundary is kept.</param>
/// <param name="ToleranceM2">Overlaps and gaps up to this size are taken for noise of the survey, square metres.</param>
/// <param name="SmallestM2">Grids below are warned about. The norm's guide is 10,000; a fifth and five times of it are this system's choice.</param>
/// <param name="LargestM2">Grids above are warned about.</param>
public sealed record GridRules(
    Func<string, bool> IsDivision, Func<string, bool> IsRetired, Geometry? AreaShape, double ToleranceM2 = 0.5, double SmallestM2 = 2_000, double LargestM2 = 50_000);
