using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>Hold to talk: with a browser that can listen, and with one that cannot.</summary>
public sealed class TalkTests(Browser browser)
{
    /// <summary>Recognises the same words whenever it is let go.</summary>
    private const string Listens =
        """
        window.listening = 0;
        window.SpeechRecognition = window.webkitSpeechRecognition = class {
          start() { window.listening += 1; }
          stop() {
            window.listening -= 1;
            this.onresult({ results: [[{ transcript: 'I am' }], [{ transcript: ' still here' }]] });
            this.onend();
          }
        };
        """;

    private const string Forbidden =
        """
        window.SpeechRecognition = window.webkitSpeechRecognition = class {
          start() { queueMicrotask(() => { this.onerror({ error: 'not-allowed' }); this.onend(); }); }
          stop() {}
        };
        """;

    private const string CannotListen =
        """
        for (const name of ['SpeechRecognition', 'webkitSpeechRecognition']) {
          Object.defineProperty(window, name, { value: undefined });
        }
        """;

    [Fact]
    public async Task While_it_is_held_the_browser_listens_and_when_it_is_let_go_it_is_said()
    {
        await using var walk = await Walk.StartAsync(browser, script: Listens);
        var hold = Hold(walk);
        await Expect(hold).ToBeDisabledAsync();
        await CallsAsync(walk);
        await Expect(hold).ToBeEnabledAsync();
        await hold.HoverAsync();
        await walk.Page.Mouse.DownAsync();
        await Expect(hold).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(1, await walk.Page.EvaluateAsync<int>("window.listening"));
        await walk.Page.Mouse.UpAsync();
        await Expect(hold).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(Said(walk)).ToHaveTextAsync([new Regex("I am still here")]);
        await Expect(Say(walk)).ToHaveValueAsync("");

        foreach (var key in new[] { " ", "Enter" })
        {
            await hold.FocusAsync();
            await walk.Page.Keyboard.DownAsync(key);
            await walk.Page.Keyboard.DownAsync(key);
            await Expect(hold).ToHaveAttributeAsync("aria-pressed", "true");
            await walk.Page.Keyboard.UpAsync(key);
            await Expect(hold).ToHaveAttributeAsync("aria-pressed", "false");
        }

        await Expect(Said(walk)).ToHaveCountAsync(3);
        Assert.Equal(0, await walk.Page.EvaluateAsync<int>("window.listening"));
        walk.NothingAmiss();
    }

    [Theory]
    [InlineData(CannotListen, "This browser cannot listen")]
    [InlineData(Forbidden, "The microphone cannot be used")]
    public async Task Where_it_cannot_listen_it_says_so_and_leads_to_the_field(string script, string why)
    {
        await using var walk = await Walk.StartAsync(browser, script: script);
        await CallsAsync(walk);
        await Hold(walk).FocusAsync();
        await walk.Page.Keyboard.DownAsync(" ");
        await Expect(Say(walk)).ToBeFocusedAsync();
        await walk.Page.Keyboard.UpAsync(" ");
        await Expect(Say(walk)).ToHaveAttributeAsync("placeholder", new Regex(why));
        await Expect(walk.Page.Locator("#announcer")).ToContainTextAsync(why);
        await Expect(Say(walk)).ToHaveValueAsync("");
        await walk.Caller.SaysAsync("I am still here");
        walk.NothingAmiss();
    }

    private static async Task CallsAsync(Walk walk)
    {
        await walk.Caller.Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Call", Exact = true }).ClickAsync();
        await Expect(walk.Caller.Status).ToContainTextAsync("on the line");
    }

    private static ILocator Hold(Walk walk) => walk.Caller.Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Hold to talk" });

    private static ILocator Say(Walk walk) => walk.Caller.Card.GetByLabel("Say: Caller");

    private static ILocator Said(Walk walk) => walk.Caller.Card.Locator(".line.said");
}
