using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dizhu.Core;

/// <summary>Writes many new rows of one table the way the database takes them fastest.</summary>
public interface IBulkWriter
{
    /// <summary>
    /// Writes the rows inside the transaction that runs on <paramref name="db"/>, or whole or not at all in one of its
    /// own. Nothing is tracked; every key is set by the caller.
    /// </summary>
    /// <exception cref="InvalidOperationException">The type is not one plain table of the model.</exception>
    Task WriteAsync<T>(DizhuDb db, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class;
}

/// <summary>Where a type's rows go, read from the model once: the same for every database.</summary>
public sealed class BulkTable
{
    private BulkTable(string name, IReadOnlyList<BulkColumn> columns)
    {
        Name = name;
        Columns = columns;
    }

    /// <summary>The table, as it is called in the database.</summary>
    public string Name { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>The table of a type.</summary>
    /// <exception cref="InvalidOperationException">The type is not one plain table of the model.</exception>
    public static BulkTable Of<T>(DizhuDb db)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var mapping = entity.GetTableMappings().Single();
        if (entity.GetProperties().FirstOrDefault(p => p.IsShadowProperty()) is { } shadow)
        {
            throw new InvalidOperationException($"{typeof(T).Name}.{shadow.Name} has no property to read it from.");
        }

        return new BulkTable(mapping.Table.Name, [.. mapping.ColumnMappings.Select(c => new BulkColumn(c))]);
    }
}

/// <summary>One column: its name, how a parameter for it is made, and its value in a row.</summary>
public sealed class BulkColumn(IColumnMapping column)
{
    private readonly IClrPropertyGetter _getter = column.Property.GetGetter();

    public string Name => column.Column.Name;

    /// <summary>How the database holds it.</summary>
    public Microsoft.EntityFrameworkCore.Storage.RelationalTypeMapping Mapping => column.TypeMapping;

    public bool IsNullable => column.Column.IsNullable;

    /// <summary>The value as the database takes it; <see cref="DBNull"/> for none.</summary>
    public object ValueOf(object row)
    {
        var value = _getter.GetClrValue(row);
        return (value is not null && Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
    }
}
