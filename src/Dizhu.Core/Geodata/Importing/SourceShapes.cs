using System.Globalization;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Core.Geodata;

/// <summary>Geometries of a file as geometries in CGCS2000.</summary>
internal sealed class SourceShapes(SourceDatum datum)
{
    private static readonly WKBWriter Writer = new(ByteOrder.LittleEndian);

    /// <summary>The geometry moved into CGCS2000, or why it cannot be.</summary>
    public Outcome<Geometry> Move(Geometry? shape)
    {
        if (shape is null || shape.IsEmpty)
        {
            return new Refusal("import.no-shape", "这一行没有图形。请补上图形或坐标。", RefusalKind.Invalid, Field: "shape");
        }

        Refusal? wrong = null;
        var moved = shape.Copy();
        moved.Apply(new Mover(datum, refusal => wrong ??= refusal));
        moved.GeometryChanged();
        return wrong is null ? moved : wrong;
    }

    /// <summary>The position of a point feature: its geometry, or the middle of it, or the columns <c>lon</c> and <c>lat</c>.</summary>
    public Outcome<Cgcs2000> Position(SourceFeature feature, FieldMap map)
    {
        if (feature.Shape is Point { IsEmpty: false } point)
        {
            return datum.ToCgcs2000(point.X, point.Y);
        }

        if (feature.Shape is { IsEmpty: false } shape)
        {
            var inner = shape.InteriorPoint;
            return datum.ToCgcs2000(inner.X, inner.Y);
        }

        var (x, y) = (map.Cell(feature, "lon"), map.Cell(feature, "lat"));
        return double.TryParse(x, NumberStyles.Float, CultureInfo.InvariantCulture, out var lon) && double.TryParse(y, NumberStyles.Float, CultureInfo.InvariantCulture, out var lat)
            ? datum.ToCgcs2000(lon, lat)
            : new Refusal("import.position", $"经纬度“{x}，{y}”不是数字；请填写十进制度。", RefusalKind.Invalid, Field: "lon");
    }

    /// <summary>Well-known binary, two dimensions.</summary>
    public static byte[] Write(Geometry shape) => Writer.Write(shape);

    private sealed class Mover(SourceDatum datum, Action<Refusal> refuse) : ICoordinateSequenceFilter
    {
        public bool Done { get; private set; }

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var point = datum.ToCgcs2000(seq.GetX(i), seq.GetY(i));
            if (!point.Moved)
            {
                refuse(point.Refusal);
                Done = true;
                return;
            }

            seq.SetX(i, point.Value.Lon);
            seq.SetY(i, point.Value.Lat);
        }
    }
}
