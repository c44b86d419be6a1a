using System.Buffers.Binary;
using System.Net;
using System.Text;
using Dizhu.Core.Cases;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace Dizhu.Web.Tests.Api;

/// <summary>Only pictures get in, and only the picture is kept.</summary>
[Collection("api")]
public class PhotoTests(ApiFixture fixture)
{
    [Fact]
    public async Task What_is_no_whole_picture_is_refused_and_nothing_is_kept()
    {
        var jpeg = Say.Picture(1200, 900);
        (string Name, byte[] Bytes, HttpStatusCode Status, string Code)[] bad =
        [
            ("empty", [], HttpStatusCode.BadRequest, "attachment.not-an-image"),
            ("text", "我不是照片"u8.ToArray(), HttpStatusCode.BadRequest, "attachment.not-an-image"),
            ("html", "<html><script>alert(1)</script></html>"u8.ToArray(), HttpStatusCode.BadRequest, "attachment.not-an-image"),
            ("svg", """<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>"""u8.ToArray(), HttpStatusCode.BadRequest, "attachment.not-an-image"),
            ("gif", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B], HttpStatusCode.BadRequest, "attachment.not-an-image"),
            ("truncated", jpeg[..(jpeg.Length / 2)], HttpStatusCode.BadRequest, "attachment.damaged"),
            ("bomb", Bomb(60_000, 60_000), HttpStatusCode.RequestEntityTooLarge, "attachment.too-many-pixels"),
            ("large", [.. jpeg, .. new byte[16 * 1024 * 1024]], HttpStatusCode.RequestEntityTooLarge, "attachment.too-large"),
        ];
        var (host, collector) = (await fixture.HostAsync(), await fixture.DeskAsync("cj01"));
        var (counts, files) = (await Say.CountsAsync(host), FilesOf(host));
        foreach (var (name, bytes, status, code) in bad)
        {
            using var answer = await Say.PutPhotoAsync(collector.Client, Guid.CreateVersion7(), bytes);
            Assert.True(answer.StatusCode == status, $"{name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            await Say.ProblemAsync(answer, status, code);
        }

        using var type = await Say.PutPhotoAsync(collector.Client, Guid.CreateVersion7(), jpeg, "image/svg+xml");
        await Say.ProblemAsync(type, HttpStatusCode.UnsupportedMediaType, "input.bad-type");
        using var noId = await Say.PutPhotoAsync(collector.Client, Guid.Empty, jpeg);
        await Say.ProblemAsync(noId, HttpStatusCode.BadRequest, "input.missing");
        Assert.Equal(counts, await Say.CountsAsync(host));
        Assert.Equal(files, FilesOf(host));
    }

    [Fact]
    public async Task An_upload_broken_off_keeps_nothing_and_is_sent_again_whole()
    {
        var (host, collector) = (await fixture.HostAsync(), await fixture.DeskAsync("cj01"));
        var (before, id, jpeg) = (await Say.CountsAsync(host), Guid.CreateVersion7(), Say.Picture(1200, 900));
        using var half = new BrokenOff(jpeg);
        await Assert.ThrowsAsync<HttpRequestException>(() => collector.Client.PutAsync($"/api/v1/attachments/{id}", half));
        Assert.Equal(before, await Say.CountsAsync(host));

        // Created, and not already there: nothing of the first was kept.
        using var whole = await Say.PutPhotoAsync(collector.Client, id, jpeg);
        Assert.Equal(HttpStatusCode.Created, whole.StatusCode);
    }

    /// <summary>Says how long it is, sends half of that and breaks off.</summary>
    private sealed class BrokenOff : HttpContent
    {
        private readonly byte[] _bytes;

        public BrokenOff(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new("image/jpeg");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, _bytes.Length / 2));
            await stream.FlushAsync();
            throw new IOException("The line broke.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }

    [Fact]
    public async Task When_it_was_taken_is_read_and_everything_but_the_picture_is_dropped()
    {
        var (host, collector) = (await fixture.HostAsync(), await fixture.DeskAsync("cj01"));
        var sent = WithExif(Say.Picture(), "2026:11:23 08:55:00");
        var id = Guid.CreateVersion7();
        using var answer = await Say.PutPhotoAsync(collector.Client, id, sent);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        await using var db = host.Database.Store.Open();
        var row = await db.Set<Attachment>().SingleAsync(a => a.Id == id);
        Assert.Equal(new DateTime(2026, 11, 23, 8, 55, 0, DateTimeKind.Utc), row.TakenAt);
        await using var stream = await ((IAttachmentFiles)host.Services.GetService(typeof(IAttachmentFiles))!).OpenAsync(id, CancellationToken.None);
        using var kept = new MemoryStream();
        await stream!.CopyToAsync(kept);
        Assert.Equal(row.Length, kept.Length);
        Assert.Equal(-1, kept.ToArray().AsSpan().IndexOf("Exif"u8));
        Assert.NotEqual(-1, sent.AsSpan().IndexOf("Exif"u8));
        using var picture = SKBitmap.Decode(kept.ToArray());
        Assert.Equal((320, 240), (picture.Width, picture.Height));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    public async Task Other_pictures_are_stored_as_jpeg_and_large_ones_made_smaller(SKEncodedImageFormat format, string type)
    {
        var (host, collector) = (await fixture.HostAsync(), await fixture.DeskAsync("cj01"));
        var id = Guid.CreateVersion7();
        using var answer = await Say.PutPhotoAsync(collector.Client, id, Say.Picture(3000, 1500, format), type);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await using var db = host.Database.Store.Open();
        var row = await db.Set<Attachment>().SingleAsync(a => a.Id == id);
        Assert.Equal(("image/jpeg", 2560, 1280), (row.ContentType, row.Width, row.Height));
    }

    [Fact]
    public async Task An_id_used_for_another_photo_or_by_another_person_is_refused()
    {
        var collector = await fixture.DeskAsync("cj01");
        var id = Guid.CreateVersion7();
        (await Say.PutPhotoAsync(collector.Client, id, Say.Picture())).EnsureSuccessStatusCode();
        using var other = await Say.PutPhotoAsync(collector.Client, id, Say.Picture(64, 64));
        await Say.ProblemAsync(other, HttpStatusCode.Conflict, "input.id-reused");
        using var somebody = await Say.PutPhotoAsync((await fixture.DeskAsync("cj02")).Client, id, Say.Picture());
        await Say.ProblemAsync(somebody, HttpStatusCode.Conflict, "input.id-reused");
    }

    private static int FilesOf(TestHost host)
    {
        var folder = Path.Combine(host.Database.Folder, "files");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count() : 0;
    }

    /// <summary>A PNG of a few bytes that says it is huge.</summary>
    private static byte[] Bomb(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", [0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(name), .. data];
        var chunk = new byte[8 + typed.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        typed.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + typed.Length), Crc(typed));
        return chunk;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }

    /// <summary>The picture with an EXIF block that says when it was taken.</summary>
    private static byte[] WithExif(byte[] jpeg, string taken)
    {
        byte[] text = [.. Encoding.ASCII.GetBytes(taken), 0];
        var tiff = new List<byte> { (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8 };
        tiff.AddRange([0, 1, 0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0]);
        tiff.AddRange([0, 1, 0x90, 0x03, 0, 2, 0, 0, 0, (byte)text.Length, 0, 0, 0, 44, 0, 0, 0, 0]);
        tiff.AddRange(text);
        byte[] block = [.. "Exif\0\0"u8, .. tiff];
        var length = block.Length + 2;
        return [jpeg[0], jpeg[1], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. block, .. jpeg[2..]];
    }
}
