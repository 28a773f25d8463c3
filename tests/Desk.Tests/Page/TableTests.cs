using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PhoneSimulator.Faults;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>The table: keys, screens, faults and stories, by mouse and by keyboard.</summary>
public sealed class TableTests(Browser browser)
{
    [Fact]
    public async Task Typed_digits_press_keys_where_a_phone_has_the_focus_and_letters_lead_to_phones()
    {
        await using var walk = await Walk.StartAsync(browser);
        var keyboard = walk.Page.Keyboard;
        await keyboard.PressAsync("c");
        await Expect(walk.Caller.Card).ToBeFocusedAsync();
        await walk.Caller.Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Call", Exact = true }).PressAsync("Enter");
        await walk.Caller.HearsAsync("Press 1");
        await keyboard.PressAsync("1");
        await walk.Caller.HearsAsync("I'm with you");
        await Expect(walk.Caller.Card.Locator(".line.pressed")).ToHaveTextAsync(["pressed 1"]);

        // Typed into a field they are words, and so are the letters.
        await walk.Caller.Card.GetByLabel("Say: Caller").FocusAsync();
        await keyboard.PressAsync("a");
        await keyboard.PressAsync("2");
        await Expect(walk.Caller.Card.GetByLabel("Say: Caller")).ToHaveValueAsync("a2");
        await Expect(walk.Caller.Card.Locator(".line.pressed")).ToHaveCountAsync(1);
        await walk.Caller.Card.GetByLabel("Say: Caller").FillAsync("");

        await walk.Page.Locator("body").ClickAsync(new LocatorClickOptions { Position = new Position { X = 2, Y = 120 } });
        await keyboard.PressAsync("p");
        await Expect(Clock(walk, "Pause")).ToHaveAttributeAsync("aria-pressed", "true");
        await keyboard.PressAsync("p");
        await Expect(Clock(walk, "1x")).ToHaveAttributeAsync("aria-pressed", "true");

        await keyboard.PressAsync("?");
        var help = walk.Page.GetByRole(AriaRole.Dialog);
        await Expect(help).ToContainTextAsync("go to EMS desk");
        await help.GetByLabel("single keys work anywhere").UncheckAsync();
        await keyboard.PressAsync("Escape");
        await Expect(help).ToBeHiddenAsync();
        await keyboard.PressAsync("p");
        await keyboard.PressAsync("b");
        await Expect(walk.Ben.Card).Not.ToBeFocusedAsync();
        Assert.Equal(1, walk.Desk.Clock.Speed);
        walk.NothingAmiss();
    }

    [Fact]
    public async Task A_text_is_counted_until_it_is_seen_and_a_call_takes_the_screen()
    {
        await using var walk = await Walk.StartAsync(browser);
        var (ana, phone) = (walk.Ana, walk.Ana.Phone);
        await ana.Tab("Call").FocusAsync();
        phone.Texts("WHO");
        await walk.UntilAsync(() => phone.Inbox.Count == 1, 30, "Ana gets a text");
        await Expect(ana.Tab("Texts")).ToHaveTextAsync("Texts1");
        await ana.Tab("Call").PressAsync("ArrowRight");
        await Expect(ana.Tab("Texts")).ToBeFocusedAsync();
        await Expect(ana.Tab("Texts")).ToHaveTextAsync("Texts");
        await Expect(ana.Card.Locator(".bubble:not(.mine)")).ToBeVisibleAsync();

        // Untouched, it shows what happens to it.
        await Clock(walk, "1x").FocusAsync();
        phone.PlacesCall(PhoneSimulator.Cast.Line);
        await Expect(ana.Tab("Call")).ToHaveAttributeAsync("aria-selected", "true");
        phone.HangsUp();
        await Expect(ana.Status).ToHaveTextAsync("idle");
        phone.Texts("WHO");
        await Expect(ana.Tab("Texts")).ToHaveAttributeAsync("aria-selected", "true");
        walk.NothingAmiss();
    }

    [Fact]
    public async Task Only_the_phone_at_hand_is_read_out_and_of_the_others_that_they_ring()
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.Caller.Card.FocusAsync();
        walk.Ana.Phone.PlacesCall(PhoneSimulator.Cast.Line);
        walk.Caller.Phone.PlacesCall(PhoneSimulator.Cast.Line);
        await walk.Caller.HearsAsync("Press 1");
        await walk.Ana.HearsAsync("Press 1");
        var announcer = walk.Page.Locator("#announcer");
        await Expect(announcer).ToContainTextAsync("Caller hears: Press 1");
        await Expect(announcer).Not.ToContainTextAsync("Ana hears");
        walk.Ana.Phone.HangsUp();
        await walk.Caller.PressesAsync("0");
        await walk.Ana.RingsAsync(within: 30);
        await Expect(announcer).ToContainTextAsync("Ana's phone rings: SpotterBot");
        await Expect(walk.Ana.Card).ToHaveAttributeAsync("data-status", "ringing");
        walk.NothingAmiss();
    }

    [Fact]
    public async Task What_is_broken_is_shown_and_mended_at_a_click()
    {
        await using var walk = await Walk.StartAsync(browser);
        var banner = walk.Page.Locator("#broken");
        var names = new[] { ("Phone company down", Fault.PhoneCompanyDown), ("Webhooks lost", Fault.WebhooksLost), ("Store down", Fault.StoreDown) };
        await Expect(banner).ToBeHiddenAsync();
        foreach (var (name, fault) in names)
        {
            var button = walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });
            await button.ClickAsync();
            await Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
            Assert.True(walk.Desk.Faults.Is(fault));
        }

        await Expect(banner).ToContainTextAsync(new Regex("phone company refuses.*nothing the phone company tells.*neither read nor write"));
        await walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Store down" }).ClickAsync();
        await Expect(banner).Not.ToContainTextAsync("neither read nor write");
        await banner.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Mend everything" }).ClickAsync();
        await Expect(banner).ToBeHiddenAsync();
        Assert.Empty(walk.Desk.Faults.Active);
        walk.NothingAmiss(brokenOnPurpose: true);
    }

    private static ILocator Clock(Walk walk, string name) =>
        walk.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Clock" }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
