using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>A phone that hides its number, and one that cannot get texts.</summary>
public sealed class TogglesTests(Browser browser)
{
    [Fact]
    public async Task A_caller_who_hides_their_number_is_told_what_that_means()
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.Caller.SettingsAsync();
        await walk.Caller.Card.GetByLabel("hides its number").CheckAsync();
        await walk.Caller.Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Call", Exact = true }).ClickAsync();
        await walk.Caller.HearsAsync("Your number is hidden");
        await walk.Caller.HangsUpAsync();
        walk.NothingAmiss();
    }

    [Fact]
    public async Task A_landline_gets_no_text_and_is_called_instead()
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.BeginAsync();
        await walk.Caller.SettingsAsync();
        await walk.Caller.Card.GetByLabel("landline").CheckAsync();
        await walk.UntilAsync(() => walk.Caller.Phone.IsLandline, 60, "the click has reached the desk");
        await walk.Caller.RingsAsync(within: 200);
        await walk.Caller.AnswersAsync();
        await walk.Caller.HearsAsync("I need to hear");
        await walk.Caller.PressesAsync("1");
        await walk.Caller.HearsAsync("Thanks. Next one in about a minute");
        await Expect(walk.Timeline).ToContainTextAsync("answered by voice");
        walk.NothingAmiss();
    }
}
