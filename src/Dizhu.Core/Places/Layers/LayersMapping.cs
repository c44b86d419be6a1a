using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Places;

/// <summary>Tables of layers, their versions, features and past states.</summary>
internal sealed class LayersMapping : IRoomMapping
{
    private const int IdLength = 40;
    private const int KeyLength = 64;
    private const int NameLength = 200;
    private const int TextLength = 1000;

    public void Map(ModelBuilder model)
    {
        model.Entity<BaseLayer>(layer =>
        {
            layer.HasKey(l => l.Id);
            layer.Property(l => l.Id).HasMaxLength(IdLength);
            layer.Property(l => l.KindSaid).HasMaxLength(NameLength);
            layer.Property(l => l.Title).HasMaxLength(NameLength);
            layer.Property(l => l.ProviderId).HasMaxLength(IdLength);
            layer.Property(l => l.Provider).HasMaxLength(NameLength);
            layer.Property(l => l.Datum).HasMaxLength(IdLength);
            layer.Property(l => l.Metadata).HasMaxLength(TextLength);
            layer.Property(l => l.LiveVersion).IsConcurrencyToken();
        });
        model.Entity<LayerVersion>(version =>
        {
            version.HasKey(v => new { v.LayerId, v.Number });
            version.Property(v => v.LayerId).HasMaxLength(IdLength);
            version.Property(v => v.By).HasMaxLength(NameLength);
            version.Property(v => v.FileName).HasMaxLength(NameLength);
        });
        model.Entity<LayerFeature>(feature =>
        {
            feature.HasKey(f => new { f.LayerId, f.Key, f.Version });
            feature.Property(f => f.LayerId).HasMaxLength(IdLength);
            feature.Property(f => f.Key).HasMaxLength(KeyLength);
            feature.Property(f => f.Name).HasMaxLength(NameLength);
            feature.HasIndex(f => new { f.LayerId, f.Until });
        });
        model.Entity<PastState>(state =>
        {
            state.HasKey(s => new { s.LayerId, s.Key, s.Number });
            state.Property(s => s.LayerId).HasMaxLength(IdLength);
            state.Property(s => s.Key).HasMaxLength(KeyLength);
            state.Property(s => s.By).HasMaxLength(NameLength);
            state.Property(s => s.Reason).HasMaxLength(TextLength);
            state.HasIndex(s => new { s.LayerId, s.Until });
        });
    }
}
