using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>What is heard is spoken aloud by the browser: when switched on, and again at a click.</summary>
public sealed class AloudTests(Browser browser)
{
    /// <summary>Speaks for ever, unless it is stopped or told that it is done; keeps what it was given.</summary>
    private const string Speaks =
        """
        window.spoken = [];
        let now = null;
        Object.defineProperty(window, 'speechSynthesis', { value: {
          getVoices: () => ['one', 'two', 'three'].map(name => ({ name, lang: 'en-US' })),
          speak(utterance) { now = utterance; window.spoken.push(`${utterance.voice.name} ${utterance.pitch} ${utterance.text}`); },
          cancel() { const was = now; now = null; window.spoken.push('(stopped)'); was?.onerror?.({ error: 'interrupted' }); },
        } });
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
        window.finishSpeaking = () => { const was = now; now = null; was.onend(); };
        """;

    [Fact]
    public async Task Lines_are_spoken_as_they_begin_stop_when_cut_off_or_paused_and_never_pile_up()
    {
        await using var walk = await Walk.StartAsync(browser, script: Speaks);
        var aloud = walk.Caller.Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Speak aloud" });
        await aloud.ClickAsync();
        await Expect(aloud).ToHaveAttributeAsync("aria-pressed", "true");

        // So slow that no line is over before the next deed, however busy the machine is.
        walk.Desk.Clock.Speed = 0.3;
        await CallsAsync(walk.Caller);
        await SpokenAsync(walk, 1);
        Assert.Contains("one 1 Hi, this is SpotterBot", (await SpokenAsync(walk))[0], StringComparison.Ordinal);

        // A key cuts it off.
        await Expect(walk.Caller.Card.Locator(".line.speaking .words")).ToContainTextAsync("Hi");
        await walk.Caller.PressesAsync("1");
        await UntilAsync(walk, spoken => spoken.Contains("(stopped)"));
        await UntilAsync(walk, spoken => spoken[^1].Contains("I'm with you", StringComparison.Ordinal));

        // A pause stops it, and what it had not said is not said when time goes on.
        await ClockAsync(walk, "Pause");
        await UntilAsync(walk, spoken => spoken[^1] == "(stopped)");
        var before = (await SpokenAsync(walk)).Length;

        // A click on a line speaks it at once, paused or not; another click another, in place of the first.
        var lines = walk.Caller.Card.Locator(".transcript button.line-body");
        await lines.First.ClickAsync();
        await UntilAsync(walk, spoken => spoken[^1].StartsWith("one 1 Hi,", StringComparison.Ordinal));
        await lines.First.PressAsync("ArrowDown");
        await walk.Page.Keyboard.PressAsync("Enter");
        await UntilAsync(walk, spoken => spoken.Length >= before + 3 && spoken[^2] == "(stopped)");

        // Fast: one line is being spoken, and those that follow are left out.
        await ClockAsync(walk, "10x");
        before = (await SpokenAsync(walk)).Length;
        await walk.Caller.PressesAsync("4");
        await walk.Caller.HearsAsync("OK, no place");
        Assert.Equal(before, (await SpokenAsync(walk)).Length);

        // Switched off, nothing is.
        await aloud.ClickAsync();
        before = (await SpokenAsync(walk)).Length;
        await walk.Caller.PressesAsync("4");
        await walk.Caller.HearsAsync("skipped");
        Assert.Equal(before, (await SpokenAsync(walk)).Length);
        walk.NothingAmiss();
    }

    [Fact]
    public async Task Each_role_has_a_voice_of_its_own_and_the_next_line_follows_when_one_is_done()
    {
        await using var walk = await Walk.StartAsync(browser, script: Speaks);
        foreach (var phone in new[] { walk.Caller, walk.Ems })
        {
            await phone.Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Speak aloud" }).ClickAsync();
            await CallsAsync(phone);
        }

        await SpokenAsync(walk, 1);
        await walk.Page.EvaluateAsync("window.finishSpeaking()");
        await SpokenAsync(walk, 2);
        var spoken = await SpokenAsync(walk);
        Assert.NotEqual(spoken[0].Split(' ')[1], spoken[1].Split(' ')[1]);
        walk.NothingAmiss();
    }

    private static async Task CallsAsync(PhoneOnPage phone)
    {
        await phone.Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Call", Exact = true }).ClickAsync();
        await Expect(phone.Status).ToContainTextAsync("on the line");
    }

    private static Task ClockAsync(Walk walk, string name) =>
        walk.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Clock" }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    private static Task<string[]> SpokenAsync(Walk walk) => walk.Page.EvaluateAsync<string[]>("window.spoken");

    private static Task SpokenAsync(Walk walk, int count) => UntilAsync(walk, spoken => spoken.Length >= count);

    private static Task UntilAsync(Walk walk, Func<string[], bool> so) => walk.UntilPageAsync(async () => so(await SpokenAsync(walk)));
}
