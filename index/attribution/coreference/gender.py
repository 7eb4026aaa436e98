"""What the words of a title or description say about the gender of a person: "f", "m" or None.

Compiled by hand. They only weigh candidates for "he" and "she"; they decide nothing that is shown.
"""

from __future__ import annotations

FEMALE_WORDS = frozenset(
    """
    mrs ms miss madam madame lady dame queen princess duchess baroness countess sister mother daughter wife widow
    aunt grandmother granddaughter niece woman girl spokeswoman chairwoman congresswoman councilwoman businesswoman
    actress waitress landlady housewife nun midwife stepmother mum mom her she herself heroine hostess alderwoman
    assemblywoman policewoman frau señora senora signora goddaughter fiancee girlfriend ex-wife ballerina forewoman
    saleswoman schoolgirl sister-in-law mother-in-law daughter-in-law
    """.split()
)
MALE_WORDS = frozenset(
    """
    mr sir lord king prince duke baron count brother father son husband widower uncle grandfather grandson nephew
    man boy spokesman chairman congressman councilman businessman actor waiter landlord monk gentleman stepfather
    dad his he him himself hero policeman fireman fisherman foreman salesman schoolboy craftsman alderman
    assemblyman herr señor senor signor monsieur pope bishop archbishop cardinal imam rabbi ayatollah sheikh fiance
    boyfriend ex-husband postman frontman brother-in-law father-in-law son-in-law frenchman englishman dutchman
    irishman welshman groundsman
    """.split()
)


def of_words(words: list[str]) -> str | None:
    """Gender that title or role words show ("spokeswoman", "Mr"); lower-case words."""
    for word in words:
        if word in FEMALE_WORDS:
            return "f"
        if word in MALE_WORDS:
            return "m"
    return None
