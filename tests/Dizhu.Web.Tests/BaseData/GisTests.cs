using System.Globalization;
using System.Net;
using System.Text;
using Dizhu.Tests.Kit;
using Dizhu.Web.BaseData;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Web.Tests.BaseData;

/// <summary>The data store and the GIS provider are replaced by configuration, nothing else.</summary>
public class GisTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-050")]
    public async Task Store_and_GIS_are_what_the_configuration_says(DatabaseKind kind)
    {
        var gis = new Gis();
        await using var host = await TestHost.StartAsync(kind, o => o with { Outside = gis, Gis = GisProvider.Read("https://gis.example.org/ogc,components=street-furniture").Value });
        var spot = host.City.Places.Components[0];
        gis.Say("4112020101950001", spot.Lon, spot.Lat, spot.GridCode, "完好");
        var follower = host.Services.GetRequiredService<GisFollower>();

        await follower.FollowAsync(CancellationToken.None);
        Assert.Equal("4112020101950001", host.City.Places.FindComponent("4112020101950001")!.Id);
        var version = host.City.Places.Version;

        // The same content again changes nothing; other content changes what it says; a GIS that is away leaves all as it is.
        await follower.FollowAsync(CancellationToken.None);
        Assert.Equal(version, host.City.Places.Version);
        gis.Say("4112020101950001", spot.Lon, spot.Lat, spot.GridCode, "破损");
        await follower.FollowAsync(CancellationToken.None);
        Assert.Equal(Core.Places.ComponentState.Damaged, host.City.Places.FindComponent("4112020101950001")!.State);
        gis.IsAway = true;
        await follower.FollowAsync(CancellationToken.None);
        Assert.NotNull(host.City.Places.FindComponent("4112020101950001"));
        Assert.All(gis.Asked, a => Assert.StartsWith("https://gis.example.org/ogc/collections/street-furniture/items", a));
        Assert.Contains(gis.Asked, a => a.EndsWith("page=2", StringComparison.Ordinal));

        // Every other answer is the same whichever store holds it.
        var desk = await host.LogInAsync("gl01");
        using var found = await desk.Client.GetAsync("/api/v1/base/components?id=4112020101950001");
        Assert.Contains("破损", await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://gis.example.org")]
    [InlineData("https://gis.example.org,grids")]
    public void An_address_that_is_none_is_refused(string text) => Assert.Equal("gis.address", GisProvider.Read(text).Refusal.Code);

    /// <summary>A platform with one collection of two pages, the first empty.</summary>
    private sealed class Gis : HttpMessageHandler
    {
        private string _feature = "";

        public List<string> Asked { get; } = [];

        public bool IsAway { get; set; }

        public void Say(string id, double lon, double lat, string grid, string state) => _feature = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"type":"Feature","geometry":{"type":"Point","coordinates":[{{{lon:R}}},{{{lat:R}}}]},"properties":{"ObjID":"{{{id}}}","ObjName":"上水井盖","DeptCode1":"ORG-U042","DeptCode2":"ORG-U109","BGID":"{{{grid}}}","ObjState":"{{{state}}}","ORDate":"2017-06-01"}}""");

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            var isFirst = !request.RequestUri.Query.EndsWith("page=2", StringComparison.Ordinal);
            var body = isFirst
                ? """{"type":"FeatureCollection","features":[],"links":[{"rel":"next","href":"?page=2"}]}"""
                : $$"""{"type":"FeatureCollection","features":[{{_feature}}],"links":[]}""";
            return Task.FromResult(new HttpResponseMessage(IsAway ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/geo+json") });
        }
    }
}
