using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>SpotterBot is restarted or killed from the page, in the middle of a session.</summary>
public sealed class ProgramTests(Browser browser)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_goes_on_after_the_program_was_started_anew(bool killed)
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.BeginAsync();
        var state = walk.Page.Locator("#program");
        if (killed)
        {
            await walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Kill" }).ClickAsync();
            await Expect(state).ToHaveTextAsync("SpotterBot: killed");
            await walk.SecondsAsync(200);
            Assert.DoesNotContain(walk.Caller.Phone.Inbox, t => t.Body.Contains("Still with me", StringComparison.Ordinal));
        }

        await walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Restart" }).ClickAsync();
        await Expect(state).ToHaveTextAsync("SpotterBot: running");
        await walk.UntilAsync(() => walk.Desk.Program.Starts == 2, 60, "the program is started anew");
        await walk.Caller.GetsAsync(killed ? "I was away for 3 min" : "Still with me", within: 130);
        await walk.SecondsAsync(5);
        await walk.Caller.TextsAsync("1");
        await walk.Caller.GetsAsync("Thanks");
        walk.NothingAmiss();
    }
}
