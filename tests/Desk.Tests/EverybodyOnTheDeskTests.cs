using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PhoneCompany.People;
using PhoneSimulator;
using PhoneSimulator.Time;

namespace DeskTests;

/// <summary>Everybody whom a case needs has a phone on the desk, and a further one is put there; all of it over the page's own endpoints.</summary>
public sealed class EverybodyOnTheDeskTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-").FullName;
    private Desk _desk = null!;
    private Attention _attention = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.StartAsync(new DeskOptions { Port = 0, DataFolder = _folder });
        _attention = new Attention(_desk.Network, _desk.Clock, TestContext.Current.CancellationToken);
        Assert.Null(await PostAsync("clock", new { speed = 100 }));
    }

    public async ValueTask DisposeAsync()
    {
        _attention.Dispose();
        await _desk.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_peer_talks_a_case_through_with_the_mentor()
    {
        await TextsAsync(Cast.Ana, "DEBRIEF");
        await RingsAsync(Cast.Mentor);
        await DoesAsync(Cast.Mentor, "answer");
        await HearsAsync(Cast.Mentor, "Press 1");
        await DoesAsync(Cast.Mentor, "press", new { keys = "1" });
        await RingsAsync(Cast.Ana);
        await DoesAsync(Cast.Ana, "answer");
        await UntilAsync(() => _desk.Network.Conferences.Any(c => c.Present.Contains(Cast.Mentor.Number) && c.Present.Contains(Cast.Ana.Number)), "both are in one room");
    }

    [Fact]
    public async Task Two_callers_are_checked_on_at_once_and_the_coordinator_pauses_a_peer()
    {
        await TextsAsync(Cast.Coordinator, "PAUSE Ana");
        await GetsAsync(Cast.Coordinator, "Ana is off");
        await TextsAsync(Cast.Caller, "SPOT 1");
        await TextsAsync(Cast.SecondCaller, "SPOT 1");
        await GetsAsync(Cast.Caller, "Still with me?");
        await GetsAsync(Cast.SecondCaller, "Still with me?");
        await RingsAsync(Cast.Ben);
        Assert.DoesNotContain(_desk.Network.Calls, c => c.To == Cast.Ana.Number);
    }

    [Fact]
    public async Task Who_speaks_the_callers_language_is_rung_first()
    {
        await TextsAsync(Cast.Caller, "FRENCH");
        await GetsAsync(Cast.Caller, "I first ring who speaks French");
        await TextsAsync(Cast.Caller, "0");
        await RingsAsync(Cast.Ben);
        Assert.Equal(Cast.Ben.Number, _desk.Network.Calls[0].To);
    }

    [Fact]
    public async Task A_further_phone_does_what_a_phone_does()
    {
        Assert.Null(await PostAsync("phones", new { name = " Cleo  B ", number = "(905) 555-0150" }));
        var cleo = _desk.Phones.Further.Single();
        Assert.Equal(("Cleo B", "+19055550150", Role.Further), (cleo.Name, cleo.Number, cleo.Role));
        var cast = await _http.GetFromJsonAsync<JsonElement>(_desk.Url + "/desk/cast", TestContext.Current.CancellationToken);
        Assert.Contains(cast.GetProperty("phones").EnumerateArray(), p => p.GetProperty("name").GetString() == "Cleo B");

        await TextsAsync(Cast.Coordinator, "ADD Cleo 905 555 0150 mentor");
        await GetsAsync(Cast.Coordinator, "Cleo is on the roster as a mentor");
        await DoesAsync(cleo, "dial");
        await HearsAsync(cleo, "SpotterBot");
    }

    [Theory]
    [InlineData("", "911", "no number")]
    [InlineData("", "12345", "no number")]
    [InlineData("", "", "no number")]
    [InlineData("", null, "no number")]
    [InlineData("", "call me", "no number")]
    [InlineData("", Cast.Line, "on the desk already: SpotterBot")]
    [InlineData("", "905 555 0120", "on the desk already: Ana")]
    [InlineData("ana", "905 555 0150", "Another phone is called ana")]
    [InlineData("<b>", "905 555 0150", "letters and digits")]
    [InlineData("Somebody with 21 lett", "905 555 0150", "20 at most")]
    public async Task What_can_be_no_phone_is_refused_with_the_reason(string? name, string? number, string why)
    {
        var (status, said) = (await PostAsync("phones", new { name, number }))!.Value;
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.Empty(_desk.Phones.Further);
    }

    [Fact]
    public async Task The_desk_bears_so_many_phones_and_says_so()
    {
        for (var i = 0; i < 12; i++)
        {
            Assert.Null(await PostAsync("phones", new { number = $"905 555 01{50 + i}" }));
        }

        Assert.Equal("Phone 0150", _desk.Phones.Further[0].Name);
        Assert.Contains("12 further phones", (await PostAsync("phones", new { number = "905 555 0170" }))!.Value.Said, StringComparison.Ordinal);
    }

    private Handset Phone(Member member) => _desk.Network.Phone(member.Number);

    private Task TextsAsync(Member member, string text) => DoesAsync(member, "text", new { text });

    private async Task DoesAsync(Member member, string action, object? body = null) =>
        Assert.Null(await PostAsync($"phones/{Uri.EscapeDataString(member.Number)}/{action}", body ?? new { }));

    private Task RingsAsync(Member member) => UntilAsync(() => Phone(member).IsRinging, $"{member.Name}'s phone rings");

    private Task GetsAsync(Member member, string words) =>
        UntilAsync(() => Phone(member).Inbox.Any(t => t.Body.Contains(words, StringComparison.Ordinal)), $"{member.Name} gets \"{words}\"");

    private Task HearsAsync(Member member, string words) => UntilAsync(() => Phone(member).HasHeard(words), $"{member.Name} hears \"{words}\"");

    private Task UntilAsync(Func<bool> done, string what) =>
        _attention.UntilAsync(now => done() ? now : now + TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(5), what);

    /// <summary>Null where it was done; else the status and the words it was refused with.</summary>
    private async Task<(HttpStatusCode Status, string Said)?> PostAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync($"{_desk.Url}/desk/{path}", body, TestContext.Current.CancellationToken);
        return response.StatusCode == HttpStatusCode.NoContent
            ? null
            : (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
