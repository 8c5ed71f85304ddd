"""What it costs a candidate to differ from a name, and what is left for a match.

At or above ``ACCEPT`` a candidate may be the match, between ``SHOW`` and ``ACCEPT`` it is shown as possible,
below it is none. A cost of 0.23 and more therefore never leaves a match by itself; three small ones do.
"""

ACCEPT = 0.775
SHOW = 0.45
MARGIN = 0.055
"""The runner-up must be this far behind, else both are shown."""

COST_VARIANT = 0.07  # another wording of one office (Disdik, Disdikbud): prefer the same
COST_OLD_ALIAS = 0.07  # who bears a name now comes before who once bore it
COST_OTHER_BRANCH = 0.07  # "PB PGRI": an entry that is called the central board comes first
COST_TYPE_UNSAID_ONE = 0.23  # "Undangan terbuka" is not Universitas Terbuka: one word is shown, not accepted
COST_TYPE_UNSAID = 0.08  # "Sahabat PembaTIK DIY" without "Komunitas"
COST_LEVEL_UNSAID = 0.08  # the name leaves the school level out
COST_LEVEL_EXTRA = 0.30  # the name says a level that the entry does not have
COST_LEVEL_OVERLAP = 0.08  # SMA against SMA/MA
COST_STATUS_UNSAID = 0.05  # "SMP 5 Yogyakarta" for SMP Negeri 5
COST_NEGERI_EXTRA = 0.25  # "SD Negeri 1 PGRI" for SD PGRI 1: a school with a name of its own and no state
COST_SWASTA_EXTRA = 0.30  # "MKKS SMP Swasta Kab. X" beside an entry that is MKKS SMP: two bodies
COST_SUBJECT_UNSAID = 0.35
COST_NUMBER_UNSAID = 0.35  # "SMAN Cibinong" for SMAN 1 Cibinong: which of them?
COST_NUMBER_PART = 0.10  # "SDN 192" for SDN 192/I
COST_REGION_UNSAID = 0.40  # the entry is "… Kabupaten X" and the name says no X
COST_REGION_UNSAID_OWN = 0.10  # the same, but an own name says which one is meant
COST_REGION_TWIN = 0.30  # "Bandung" may be Kabupaten or Kota: ask
COST_REGION_TYPO = 0.30  # a misspelled place that nothing else confirms
COST_REGION_CONFIRMED = 0.07  # a misspelled place that another fact confirms
OWN_NAME_AGREES = 0.2  # so little may be wrong with an own name that confirms a misspelled place
COST_NAME_NOT_REGION = 0.06  # "RA X, Kec. Y" rather means RA X in Y than RA X Y
COST_OTHER_PLACE = 0.30  # "SMPN 3 Mehalaan, Kab. Mamasa" is not SMPN 3 Mamasa in Kecamatan Mehalaan
COST_REGION_INSIDE = 0.30  # the name says a district, the entry is the office of the whole regency
COST_REGION_FOREIGN = 0.08  # a nationwide body named with the town it sits in
COST_LEAD = 0.25  # an unknown word before the type may be the real type: "Kmbel SD Negeri 1"
