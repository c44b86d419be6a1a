using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Geodata;

/// <summary>What makes two states of a component differ, and how the newer one is taken over.</summary>
internal static class ComponentChanges
{
    /// <summary>True when a supply says nothing new; dates of census and change do not count, and no photo said is no photo taken away.</summary>
    public static bool Same(ManagedComponent a, ManagedComponent b) =>
        (a.ClassKey, a.Name, a.CompetentDepartmentId, a.OwnerId, a.MaintainerId, a.Lon, a.Lat) == (b.ClassKey, b.Name, b.CompetentDepartmentId, b.OwnerId, b.MaintainerId, b.Lon, b.Lat)
        && (a.GridCode, a.State, a.DataSource, a.Accuracy, a.Note) == (b.GridCode, b.State, b.DataSource, b.Accuracy, b.Note)
        && (b.PhotoId is null || a.PhotoId == b.PhotoId)
        && (a.Shape ?? []).AsSpan().SequenceEqual(b.Shape ?? []);

    /// <summary>Takes over everything but the id and the first day; 变更日期 becomes the day the change holds from.</summary>
    public static void Apply(ManagedComponent present, ManagedComponent supplied, DateOnly from)
    {
        present.ClassKey = supplied.ClassKey;
        present.Name = supplied.Name;
        present.CompetentDepartmentId = supplied.CompetentDepartmentId;
        present.OwnerId = supplied.OwnerId;
        present.MaintainerId = supplied.MaintainerId;
        present.Lon = supplied.Lon;
        present.Lat = supplied.Lat;
        present.GridCode = supplied.GridCode;
        present.State = supplied.State;
        present.DataSource = supplied.DataSource;
        present.Accuracy = supplied.Accuracy;
        present.PhotoId = supplied.PhotoId ?? present.PhotoId;
        present.Note = supplied.Note;
        present.Shape = supplied.Shape;
        present.MortonKey = MortonGrid.KeyOf(new Cgcs2000(supplied.Lon, supplied.Lat));
        present.ChangeDate = from;
    }
}
