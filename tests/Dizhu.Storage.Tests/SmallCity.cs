using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Journal;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>A city without grids or components: small enough to open in a moment, whole enough to act in.</summary>
internal sealed class SmallCity : IAsyncDisposable
{
    public const string Login = "sl01";
    public const string Password = "test-password-1";
    private static readonly Guid AcceptorId = new("01000000-0000-7000-8000-000000000001");
    public static readonly Guid CollectorId = new("01000000-0000-7000-8000-000000000002");
    public static readonly Principal Acceptor = new(AcceptorId, "受理员 01", Post.Acceptor, "ORG-U081-S", Scope.Everything);

    private SmallCity(TestStore database, CityBooksHolder books)
    {
        Database = database;
        Books = books;
        Door = NewDoor(Store);
    }

    public TestStore Database { get; }

    public IStore Store => Database.Store;

    public CityBooksHolder Books { get; }

    public CaseDoor Door { get; }

    public FolderAttachmentFiles Files => new(Path.Combine(Database.Folder, "files"));

    public static async Task<SmallCity> OpenAsync(DatabaseKind kind)
    {
        var database = await TestStore.CreateAsync(kind, "small", FillAsync);
        var books = await BooksAsync(database.Store);
        return new SmallCity(database, books);
    }

    public static async Task<CityBooksHolder> BooksAsync(IStore store)
    {
        await using var db = store.Open();
        var books = new CityBooksHolder();
        books.Swap(new CityBooks(
            WorkCalendarLoader.Load(),
            await CatalogueBook.LoadAsync(db, CancellationToken.None),
            await OrganisationBook.LoadAsync(db, CancellationToken.None),
            await PlaceBook.LoadAsync(db, CancellationToken.None),
            await DispatchBook.LoadAsync(db, CancellationToken.None)));
        return books;
    }

    public CaseDoor NewDoor(IStore store) => new(store.Transactions, Books, new NumberBlocks(store.Transactions, Books));

    public static ActContext Context() => new(Acceptor, TestClock.Monday().Now, Guid.NewGuid().ToString("N"));

    public static ReportCommand NewReport(Guid? id = null) => new()
    {
        Id = id ?? Ids.New(TestClock.Monday().Now),
        Source = ReportSource.Hotline,
        Description = "路灯不亮",
        Lon = 111.2,
        Lat = 34.77,
        Datum = "CGCS2000",
    };

    /// <summary>A new case; gives its id.</summary>
    public async Task<Guid> ReportAsync(ReportCommand? command = null)
    {
        var answer = await Door.ReportAsync(Context(), command ?? NewReport(), CancellationToken.None);
        Assert.True(answer.Moved, answer.Moved ? "" : answer.Refusals[0].Message);
        return answer.Value.CaseId;
    }

    public Task<Outcome<ActAnswer>> AcceptAsync(Guid caseId, ClientKey? key = null) =>
        Door.ActAsync(Context(), caseId, new AcceptCommand { Version = 1 }, key, CancellationToken.None);

    /// <summary>A photo of the acceptor, not yet bound; gives its id.</summary>
    public async Task<Guid> PutPhotoAsync(byte[] content)
    {
        var id = Ids.New(TestClock.Monday().Now);
        await Files.PutAsync(id, content, CancellationToken.None);
        await using var db = Store.Open();
        db.Add(new Attachment
        {
            Id = id,
            UploadedBy = AcceptorId,
            UploadedAt = TestClock.Monday().Now,
            ContentType = "image/jpeg",
            Length = content.Length,
            Sha256 = System.Security.Cryptography.SHA256.HashData(content),
        });
        await db.SaveChangesAsync();
        return id;
    }

    public async Task<VerificationResult> VerifyAsync()
    {
        await using var db = Store.Open();
        return await new CaseVerifier(db, Files).RunAsync(null, CancellationToken.None);
    }

    public async Task<int> CountAsync<T>()
        where T : class
    {
        await using var db = Store.Open();
        return await db.Set<T>().CountAsync();
    }

    /// <summary>Somebody at the database with a prompt; gives how many rows it changed.</summary>
    public async Task<int> SqlAsync(string statement)
    {
        await using var db = Store.Open();
        return await db.Database.ExecuteSqlRawAsync(statement);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    public static async Task FillAsync(IStore store)
    {
        await using var db = store.Open();
        OrganisationSeed.Read(sampleCity: false).AddTo(db);
        CatalogueSeed.Read(sampleCity: false).AddTo(db);
        DispatchSeed.Read().AddTo(db);
        var assignment = Guid.NewGuid();
        db.Add(new Person { Id = AcceptorId, Label = Acceptor.Label, IsSynthetic = true, Active = true });
        db.Add(new PostAssignment
        {
            Id = assignment,
            PersonId = AcceptorId,
            Post = Post.Acceptor,
            UnitId = Acceptor.UnitId,
            ScopeKind = ScopeKind.All,
            ScopeKeys = [],
            From = new DateOnly(2017, 1, 1),
        });
        db.Add(new Person { Id = CollectorId, Label = "采集员 01", IsSynthetic = true, Active = true });
        db.Add(new PostAssignment
        {
            Id = Guid.NewGuid(),
            PersonId = CollectorId,
            Post = Post.Collector,
            UnitId = Acceptor.UnitId,
            ScopeKind = ScopeKind.All,
            ScopeKeys = [],
            From = new DateOnly(2017, 1, 1),
        });
        db.Add(new Account
        {
            Id = Guid.NewGuid(),
            Login = Login,
            PersonId = AcceptorId,
            AssignmentId = assignment,
            PasswordHash = SignIn.Hash(Password),
            Active = true,
            CreatedAt = TestClock.Monday().Now,
            Stamp = Guid.NewGuid(),
        });
        await db.SaveChangesAsync();
    }
}
