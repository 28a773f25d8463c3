using System.Net;
using System.Text;
using PhoneSimulator;

namespace DeskTests;

/// <summary>The desk's port, spoken to without a browser.</summary>
public sealed class DeskServerTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-").FullName;
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.StartAsync(new DeskOptions { Port = 0, DataFolder = _folder });

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "evil.example")]
    public async Task What_another_sites_page_asks_for_is_refused_and_changes_nothing(string header, string value)
    {
        foreach (var path in new[] { "clock", "phones", "kill", "restart", "stories/missed-check-in/tell", "stories/stop", "faults/StoreDown", "faults/mend", $"phones/{Uri.EscapeDataString(Cast.Caller.Number)}/text" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(path, "{\"speed\":10,\"text\":\"SPOT\",\"broken\":true,\"number\":\"905 555 0150\"}", (header, value)));
        }

        Assert.Equal(1, _desk.Clock.Speed);
        Assert.Equal(1, _desk.Program.Starts);
        Assert.Empty(_desk.Network.Messages);
        Assert.Null(_desk.Stories.Now);
        Assert.Empty(_desk.Faults.Active);
        Assert.Empty(_desk.Phones.Further);
    }

    [Fact]
    public async Task A_form_of_another_site_is_no_command()
    {
        using var form = new FormUrlEncodedContent([new("speed", "10")]);
        using var response = await _http.PostAsync(_desk.Url + "/desk/clock", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal(1, _desk.Clock.Speed);
    }

    [Fact]
    public async Task The_pages_own_commands_are_done()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("clock", "{\"speed\":100}", ("Origin", _desk.Url), ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(100, _desk.Clock.Speed);
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("clock", "{\"speed\":101}"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("clock", "{\"speed\":-1}"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("clock", "{}"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("stories/none/tell", "{}"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("faults/None", "{\"broken\":true}"));
    }

    [Theory]
    [InlineData("answer", "{}", HttpStatusCode.Conflict)]
    [InlineData("press", "{\"keys\":\"1\"}", HttpStatusCode.Conflict)]
    [InlineData("press", "{\"keys\":\"A\"}", HttpStatusCode.BadRequest)]
    [InlineData("text", "{\"text\":\"\"}", HttpStatusCode.BadRequest)]
    [InlineData("behave", "{\"behaviour\":\"sings\"}", HttpStatusCode.BadRequest)]
    [InlineData("dial", "{\"to\":\"911\"}", HttpStatusCode.Conflict)]
    [InlineData("nothing", "{}", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_done_is_said_so(string action, string body, HttpStatusCode status) =>
        Assert.Equal(status, await PostAsync($"phones/{Uri.EscapeDataString(Cast.Caller.Number)}/{action}", body));

    [Fact]
    public async Task Unsigned_requests_to_the_program_and_the_phone_company_are_refused()
    {
        using var form = new FormUrlEncodedContent([new("From", Cast.Caller.Number), new("Body", "SPOT")]);
        using var unsigned = await _http.PostAsync(_desk.ProgramUrl + "/api/texts", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, unsigned.StatusCode);
        using var nobody = await _http.GetAsync($"{_desk.Url}/2010-04-01/Accounts/{DemoSettings.AccountSid}/Calls.json", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    private async Task<HttpStatusCode> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_desk.Url}/desk/{path}");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
