using Microsoft.Playwright;
using PhoneSimulator;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>A further phone is put on the table, on a wide window and on a narrow one, and is a phone like the others.</summary>
public sealed class AnotherPhoneTests(Browser browser)
{
    [Theory]
    [InlineData(1366)]
    [InlineData(360)]
    public async Task A_further_phone_lies_on_every_page_that_is_open_and_comes_onto_the_roster_by_a_coordinators_text(int width)
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.Page.SetViewportSizeAsync(width, 800);
        var another = walk.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Another phone" });
        await another.GetByLabel("Name").FillAsync("Cleo");
        await another.GetByLabel("Number").FillAsync("911");
        await another.GetByLabel("Number").PressAsync("Enter");
        await Expect(walk.Page.Locator("#trouble")).ToContainTextAsync("\"911\" is no number that a phone can have");
        await Expect(another.GetByLabel("Name")).ToHaveValueAsync("Cleo");

        await another.GetByLabel("Number").FillAsync("905 555 0150");
        await another.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Put it on the table" }).ClickAsync();
        await Expect(walk.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Cleo", Exact = true })).ToBeVisibleAsync();
        var cleo = new PhoneOnPage(walk, walk.Desk.Phones.ByNumber("+19055550150")!);
        await Expect(walk.Page.Locator("#trouble")).ToBeHiddenAsync();
        await Expect(another.GetByLabel("Name")).ToHaveValueAsync("");

        await walk.Coordinator.TextsAsync("ADD Cleo 905 555 0150 fr");
        await walk.Coordinator.GetsAsync("Cleo is on the roster as a peer");
        await cleo.TextsAsync("ON");
        await cleo.GetsAsync("3 on call now");

        // A page that is opened later has it, too.
        await walk.Page.ReloadAsync();
        await Expect(cleo.Card).ToBeVisibleAsync();
        await Expect(walk.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Cleo", Exact = true })).ToHaveCountAsync(1);
        await cleo.Tab("Texts").ClickAsync();
        await Expect(cleo.Card.Locator(".bubble:not(.mine)").Last).ToContainTextAsync("3 on call now");
        walk.NothingAmiss(refusedOnPurpose: 1);
    }
}
