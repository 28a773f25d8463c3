using System.Net;
using System.Text;
using PhoneSimulator;
using PhoneSimulator.Faults;
using PhoneSimulator.Hosting;
using PhoneSimulator.Time;

namespace DeskTests.Faults;

/// <summary>What is broken at a click, and mended again.</summary>
public sealed class FaultsTests : IAsyncLifetime
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    private readonly string _folder = Directory.CreateTempSubdirectory("desk-").FullName;
    private Desk _desk = null!;
    private Attention _attention = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.StartAsync(new DeskOptions { Port = 0, DataFolder = _folder });
        _attention = new Attention(_desk.Network, _desk.Clock, TestContext.Current.CancellationToken);
        _desk.Clock.Speed = 100;
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_desk.Network.Violations);
        _attention.Dispose();
        await _desk.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task With_webhooks_lost_a_text_and_a_call_reach_nobody_and_mended_they_do()
    {
        _desk.Faults.Set(Fault.WebhooksLost, broken: true);
        Texts("SPOT 2 at 12 Main St, Hamilton");
        await PassAsync(30);
        Assert.Empty(Caller.Inbox);
        Caller.PlacesCall(Cast.Line);
        await UntilAsync(() => Caller.IsIdle, 60);
        Assert.DoesNotContain(Caller.Heard, h => h.Text.Contains("SpotterBot", StringComparison.Ordinal));

        _desk.Faults.MendEverything();
        Texts("SPOT 2 at 12 Main St, Hamilton");
        await GetsAsync("I'm with you");
        Caller.PlacesCall(Cast.Line);
        await UntilAsync(() => Caller.HasHeard("You're back"), 30);
        Caller.HangsUp();
    }

    [Fact]
    public async Task With_the_phone_company_down_a_check_in_waits_and_goes_out_once_it_is_mended()
    {
        Texts("SPOT 2 at 12 Main St, Hamilton");
        await GetsAsync("Got it: Hamilton");
        await PassAsync(60);
        _desk.Faults.Set(Fault.PhoneCompanyDown, broken: true);
        var asked = _desk.Network.RestRequests.Count;
        await UntilAsync(() => _desk.Network.RestRequests.Skip(asked).Any(r => r.CreatesMessage), 120);
        await PassAsync(10);
        Assert.DoesNotContain(Caller.Inbox, t => t.Body.Contains("Still with me", StringComparison.Ordinal));
        Assert.False(Caller.IsRinging);

        _desk.Faults.Set(Fault.PhoneCompanyDown, broken: false);
        await UntilAsync(() => Caller.IsRinging || Caller.Inbox.Any(t => t.Body.Contains("Still with me", StringComparison.Ordinal)), 60);
    }

    [Fact]
    public async Task With_the_store_down_nothing_is_taken_and_it_is_said_so_and_nothing_kept_is_lost()
    {
        Texts("SPOT 2 at 12 Main St, Hamilton");
        await GetsAsync("Got it: Hamilton");
        var seen = (await _desk.Sessions.ReadAsync())[0];
        await PassAsync(5);
        _desk.Faults.Set(Fault.StoreDown, broken: true);
        Texts("WHERE");
        await GetsAsync("Something is wrong on our side");
        Assert.Equal(seen.Id, Assert.Single(await _desk.Sessions.ReadAsync()).Id);
        Assert.Equal(HttpStatusCode.Conflict, await RestartAsync());
        Assert.Equal(ProgramState.Stopped, _desk.Program.State);

        _desk.Faults.MendEverything();
        Assert.Equal(HttpStatusCode.NoContent, await RestartAsync());
        Texts("WHERE");
        await GetsAsync("12 Main St");
    }

    [Fact]
    public void What_is_broken_is_told_once_and_all_of_it_is_mended_at_once()
    {
        var told = 0;
        _desk.Faults.Changed += (_, _) => told++;
        _desk.Faults.Set(Fault.StoreDown, broken: true);
        _desk.Faults.Set(Fault.WebhooksLost, broken: true);
        Assert.Equal([Fault.WebhooksLost, Fault.StoreDown], _desk.Faults.Active);
        Assert.True(told >= 2);
        _desk.Faults.MendEverything();
        Assert.Empty(_desk.Faults.Active);
    }

    private PhoneCompany.People.Handset Caller => _desk.Network.Phone(Cast.Caller.Number);

    private void Texts(string body) => Caller.Texts(body, Cast.Line);

    private Task GetsAsync(string words) => UntilAsync(() => Caller.Inbox.Any(t => t.Body.Contains(words, StringComparison.Ordinal)), 30);

    private Task UntilAsync(Func<bool> done, double within) =>
        _attention.UntilAsync(now => done() ? now : now + Look, TimeSpan.FromSeconds(within), "It did not come about");

    private Task PassAsync(double seconds) => _attention.PassAsync(TimeSpan.FromSeconds(seconds));

    private async Task<HttpStatusCode> RestartAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var nothing = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(_desk.Url + "/desk/restart", nothing, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
